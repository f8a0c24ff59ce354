import { randomUUID } from 'node:crypto';
import type { Commit } from '@profiles/application';
import {
  type Decision,
  decideAddEcard,
  decideCreate,
  decideMerge,
  type EcardOwnership,
  type Profile,
  stamped,
} from '@profiles/domain';
import type { Person } from './people.js';

const STAMP = { at: '2026-01-01T00:00:00.000Z', changedBy: 'bench', changedByChannel: 'bench' };

/** People who are written together, so that one can be merged into the one before. */
export class Household {
  readonly #profiles = new Map<number, Profile>();
  readonly #ecards: EcardOwnership[] = [];
  #lastNumber = 0;

  /**
   * Makes what operations would leave behind that create the profile, add its card and merge it. Throws when a rule of the
   * domain refuses one of these.
   */
  add({ command, uuid, card, isMerged }: Person, customerNumber: number): void {
    const target = this.#profiles.get(this.#lastNumber);
    const owner = this.#take(decideCreate(command, { customerNumber, uuid, at: STAMP.at }));
    if (card !== undefined) {
      this.#take(
        decideAddEcard({ owner, fields: card, isHeld: false, currentEcards: 0, id: randomUUID(), now: STAMP.at }),
      );
    }
    if (isMerged && target !== undefined) {
      const leadsTo = { source: customerNumber, target: target.customerNumber };
      this.#take(
        decideMerge({ source: owner, target, leadsTo, sourceEcards: [], targetCurrentEcards: 0, now: STAMP.at }),
      );
    }
    this.#lastNumber = customerNumber;
  }

  /** All of them as they are in the end, new to the store: without events and without records of the changes. */
  commit(): Commit {
    return {
      profiles: [...this.#profiles.values()].map((after) => ({ after })),
      ecards: this.#ecards.map((after) => ({ after })),
      events: [],
      changes: [],
    };
  }

  /** Takes over what a rule decided; answers the first profile of it. */
  #take(decision: Decision): Profile {
    if (decision.outcome === 'rejected') throw new Error(`A rule refused what the bench makes: ${decision.code}`);
    const { profiles, ecards = [] } = decision.changes;
    const changed = profiles.flatMap((change) => stamped(change, STAMP) ?? []);
    for (const profile of changed) this.#profiles.set(profile.customerNumber, profile);
    this.#ecards.push(...ecards.flatMap(({ after }) => after ?? []));
    const [first] = changed;
    if (first === undefined) throw new Error('A rule that accepts what the bench makes changes a profile.');
    return first;
  }
}
