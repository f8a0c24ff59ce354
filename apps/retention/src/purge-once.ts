import { randomUUID } from 'node:crypto';
import { type Clock, type PurgeProgress, purgeExpired } from '@profiles/application';
import { createMongoStore, type MongoConnection } from '@profiles/mongo-store';
import { systemClock, systemIds } from '@profiles/service-kit';

export interface PurgeOptions {
  readonly batchSize: number;
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PurgeProgress) => void;
  /** Decides what has expired. @defaultValue the system clock */
  readonly clock?: Clock;
}

/** Purges everything that has expired. The events and erasure records of a run share one correlation id, `purge:<uuid>`. */
export function purgeOnce(mongo: MongoConnection, options: PurgeOptions): Promise<PurgeProgress> {
  return purgeExpired({
    clock: systemClock,
    ...options,
    store: createMongoStore(mongo),
    ids: systemIds,
    correlationId: `purge:${randomUUID()}`,
  });
}
