import { randomUUID } from 'node:crypto';
import { type Clock, type PurgeProgress, purgeExpired } from '@profiles/application';
import { createMongoStore, type MongoConnection } from '@profiles/mongo-store';
import { systemClock, systemIds } from '@profiles/service-kit';

export interface PurgeOptions {
  readonly batchSize: number;
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PurgeProgress) => void;
  /** By which it is judged what has expired. Default: the system's. */
  readonly clock?: Clock;
}

/** One run over all that has expired by now. Its events and proofs carry one correlation id, `purge:<uuid>`. */
export function purgeOnce(mongo: MongoConnection, options: PurgeOptions): Promise<PurgeProgress> {
  return purgeExpired({
    clock: systemClock,
    ...options,
    store: createMongoStore(mongo),
    ids: systemIds,
    correlationId: `purge:${randomUUID()}`,
  });
}
