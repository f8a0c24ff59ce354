import { randomUUID } from 'node:crypto';
import { type RepeatedErasures, repeatErasures } from '@profiles/application';
import { createMongoStore, type ImportedNumbers, type MongoConnection, raiseCounters } from '@profiles/mongo-store';
import { systemClock, systemIds } from '@profiles/service-kit';

/** The known changes between a backup and the loss of the database. */
export interface SinceBackup {
  /** The numbers of the customers that were erased. */
  readonly erased: readonly number[];
  /** The numbers of the other customers that changed. */
  readonly changed: readonly number[];
  /** [IMPORT-1] Those of both that imports created. */
  readonly imported: readonly ImportedNumbers[];
}

export interface AfterRestore extends RepeatedErasures {
  /** The next customer number that is given out. */
  readonly nextCustomerNumber: number;
}

/** Repairs a restored database before callers are let in: numbers are not given twice, the erased stay erased. */
export async function repairAfterRestore(
  mongo: MongoConnection,
  { erased, changed, imported }: SinceBackup,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<AfterRestore> {
  const run = { clock: systemClock, ids: systemIds, correlationId: `after-restore:${randomUUID()}`, dryRun };
  const used = { customerNumbers: [...erased, ...changed], imported };
  const nextCustomerNumber = dryRun ? 0 : await raiseCounters(mongo, used);
  return { nextCustomerNumber, ...(await repeatErasures({ ...run, store: createMongoStore(mongo) }, erased)) };
}
