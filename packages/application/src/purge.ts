import { type Instant, isPurgeable } from '@profiles/domain';
import { eraseInParts } from './erase-in-parts.js';
import { commitFrom } from './pipeline/commit-from.js';
import type { Clock } from './ports/clock.js';
import type { Ids } from './ports/ids.js';
import type { ProfileStore, PurgePlace } from './ports/profile-store.js';
import { StaleRevisionError } from './ports/store-errors.js';

/** The ports of a purge. */
export interface PurgeRun {
  readonly store: ProfileStore;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Under which the run is traced, in logs and events. */
  readonly correlationId: string;
  /** How many profiles are looked up at once. */
  readonly batchSize: number;
  /** Only tells what would go. */
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PurgeProgress) => void;
}

export interface PurgeProgress {
  /** Profiles that went for good, merged-in ones counted with their survivor. */
  readonly purged: number;
  /** Those that were restored, or changed, while they were looked at: the next run judges them anew. */
  readonly skipped: number;
}

/**
 * [PURGE-1] Removes for good what has expired: each person in a transaction of its own, on the revision that was judged.
 * So it may be killed at any moment, run twice at once, and run beside the service: who is restored meanwhile stays.
 */
export async function purgeExpired(run: PurgeRun): Promise<PurgeProgress> {
  const { store, clock, batchSize, signal, onProgress } = run;
  const until = clock.now();
  const progress = { purged: 0, skipped: 0 };
  let after: PurgePlace | undefined;
  while (!signal?.aborted) {
    const batch = await store.purgeable(until, { limit: batchSize, ...(after !== undefined && { after }) });
    for (const { customerNumber, expirationDate = until } of batch) {
      if (signal?.aborted) break;
      const gone = await purgeOne(run, customerNumber, until);
      progress.purged += gone;
      if (gone === 0) progress.skipped += 1;
      after = { customerNumber, expirationDate };
    }
    onProgress?.({ ...progress });
    if (batch.length < batchSize) break;
  }
  return progress;
}

/** How many profiles went: none when it is not expired any more, or changed under our hands. */
async function purgeOne(run: PurgeRun, customerNumber: number, now: Instant): Promise<number> {
  const { store, ids, correlationId, dryRun } = run;
  const survivor = await store.byCustomerNumber(customerNumber);
  if (survivor === undefined || !isPurgeable(survivor, now)) return 0;
  if (dryRun)
    return (
      1 + (await store.summaries.byCustomerNumbers(survivor.relatedCustomerNumbers, survivor.organisationId)).length
    );
  const stamp = { at: now, changedBy: 'retention', changedByChannel: 'retention' };
  const cause = { cause: 'purge', correlationId, clientId: 'retention', callerOrganisationId: survivor.organisationId };
  try {
    return await eraseInParts(store, survivor, (changes) => commitFrom(changes, stamp, { ids, cause }).commit);
  } catch (error) {
    // The survivor changed: the next run judges it again.
    if (error instanceof StaleRevisionError) return 0;
    throw error;
  }
}
