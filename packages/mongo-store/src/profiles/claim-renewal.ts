import type { IdempotencyKey } from '@profiles/application';
import type { Collection } from 'mongodb';
import type { IdempotencyDocument } from '../schema/documents.js';

/** The time between two renewals, in milliseconds: a claim survives two that fail. */
const INTERVAL_MILLIS = 1_000;
/** The longest time that a claim is renewed, in milliseconds. A call that hangs must not hold its key for ever. */
const MAX_HELD_MILLIS = 10 * 60 * 1000;

export interface ClaimRenewal {
  begin(key: IdempotencyKey): void;
  end(key: IdempotencyKey): void;
}

/**
 * Renews the claims of calls that run, all of them in one command a second. A call that ends within its first second, as
 * almost all do, costs no command. The claims of a process that died lapse.
 */
export function claimRenewal(records: Collection<IdempotencyDocument>, until: () => Date): ClaimRenewal {
  /** Claimants with the id of their record and the time of the claim. */
  const held = new Map<string, Pick<IdempotencyKey, 'id' | 'organisationId'> & { readonly since: number }>();
  let timer: NodeJS.Timeout | undefined;
  let isRenewing = false;

  async function renew(): Promise<void> {
    const now = performance.now();
    const due = [...held].filter(([, { since }]) => now - since >= INTERVAL_MILLIS / 2);
    for (const [claimant, { since }] of due) if (now - since > MAX_HELD_MILLIS) held.delete(claimant);
    if (held.size === 0) stop();
    if (due.length === 0 || isRenewing) return;
    isRenewing = true;
    const heldUntil = until();
    const updates = due.map(([claimant, { id, organisationId }]) => ({
      updateOne: { filter: { organisationId, _id: id, claimant }, update: { $set: { heldUntil } } },
    }));
    // A renewal that fails is made up for by the next one, or the claim lapses and the commit is refused.
    await records.bulkWrite(updates, { ordered: false }).catch(() => undefined);
    isRenewing = false;
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    begin({ id, organisationId, claimant }) {
      held.set(claimant, { id, organisationId, since: performance.now() });
      timer ??= setInterval(() => void renew(), INTERVAL_MILLIS).unref();
    },
    end({ claimant }) {
      held.delete(claimant);
    },
  };
}
