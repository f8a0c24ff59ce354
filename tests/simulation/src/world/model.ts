import type { ChangeEvent, Commit } from '@profiles/application';
import type { EcardOwnership, PreferenceDefinition, Profile } from '@profiles/domain';

/** A unit of work that the store has accepted. */
export interface Committed {
  readonly commit: Commit;
  /** The position among all commits, from 1. */
  readonly position: number;
  readonly correlationId: string | undefined;
}

/** The state that the accepted units of work add up to. It is kept apart from the store under test. */
export class Model {
  readonly profiles = new Map<number, Profile>();
  readonly ecards = new Map<string, EcardOwnership>();
  readonly definitions = new Map<number, PreferenceDefinition>();
  readonly events: ChangeEvent[] = [];
  /** Every revision of every profile: by number, then by revision. */
  readonly revisions = new Map<number, Map<number, Profile>>();
  /** The organisation of each profile that ever existed. */
  readonly organisations = new Map<number, number>();
  readonly erased = new Set<number>();
  readonly commits: Committed[] = [];

  apply(commit: Commit): Committed {
    for (const { before, after } of commit.profiles) {
      if (after !== undefined) this.#write(after);
      else if (before !== undefined) this.#remove(before);
    }
    for (const { before, after } of commit.ecards) {
      if (after !== undefined) this.ecards.set(after.id, after);
      else if (before !== undefined) this.ecards.delete(before.id);
    }
    for (const { after } of commit.definitions ?? []) this.definitions.set(after.id, after);
    this.events.push(...commit.events);
    const correlationId = commit.events[0]?.data.correlationId ?? commit.changes[0]?.correlationId;
    const committed = { commit, position: this.commits.length + 1, correlationId };
    this.commits.push(committed);
    return committed;
  }

  /** The profiles of an organisation, by number. */
  of(organisationId: number): Profile[] {
    return [...this.profiles.values()].filter((profile) => profile.organisationId === organisationId);
  }

  ecardsOf(customerNumber: number): EcardOwnership[] {
    return [...this.ecards.values()].filter((ecard) => ecard.customerNumber === customerNumber);
  }

  #write(profile: Profile): void {
    const { customerNumber, organisationId, revision } = profile;
    this.profiles.set(customerNumber, profile);
    this.organisations.set(customerNumber, organisationId);
    const revisions = this.revisions.get(customerNumber) ?? new Map<number, Profile>();
    this.revisions.set(customerNumber, revisions.set(revision, profile));
  }

  #remove({ customerNumber }: Profile): void {
    this.profiles.delete(customerNumber);
    this.erased.add(customerNumber);
  }
}
