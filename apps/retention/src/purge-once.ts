import { randomUUID } from 'node:crypto';
import { type PurgeProgress, purgeExpired } from '@profiles/application';
import { createMongoStore, type MongoConnection } from '@profiles/mongo-store';
import { systemClock, systemIds } from '@profiles/service-kit';

export interface PurgeOptions {
  readonly batchSize: number;
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PurgeProgress) => void;
}

/** One run over all that has expired by now. Its events and proofs carry one correlation id, `purge:<uuid>`. */
export function purgeOnce(mongo: MongoConnection, options: PurgeOptions): Promise<PurgeProgress> {
  return purgeExpired({
    ...options,
    store: createMongoStore(mongo),
    clock: systemClock,
    ids: systemIds,
    correlationId: `purge:${randomUUID()}`,
  });
}
