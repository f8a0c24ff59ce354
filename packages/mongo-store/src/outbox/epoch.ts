import type { Commit } from '@profiles/application';
import { FIRST_EPOCH } from '@profiles/contracts';
import type { Collection, Db } from 'mongodb';
import { translating, withinDeadline } from '../driver/driver-errors.js';

interface EpochDocument {
  readonly _id: string;
  readonly epoch: number;
  readonly startedAt: Date;
}

/** The collection of what publishers and writers share about events: the epoch. */
export const EVENT_STATE = 'eventState';

const EPOCH = 'epoch';

/**
 * A writer reads the epoch again after this time, in milliseconds. A restored database is started with its apps stopped,
 * so this bounds the error if they are left running.
 */
const EPOCH_AGE_MILLIS = 1_000;

/** The epoch of the database (contract, section 6). docs/operations.md says when a new one starts. */
export interface Epochs {
  /** `FIRST_EPOCH` until the first restore. */
  current(): Promise<number>;
  /**
   * Starts a new epoch and returns it: one above the current one, and above `above`.
   *
   * When it returns, running writers use the new epoch too.
   */
  startNew(above?: number): Promise<number>;
}

/** The epoch as it is kept in MongoDB. */
export function createEpochs({ db }: { readonly db: Db }): Epochs {
  const documents = db.collection<EpochDocument>(EVENT_STATE);
  return {
    current: () => translating(() => read(documents)),
    startNew: (above = 0) =>
      translating(async () => {
        const next = Math.max(await read(documents), above) + 1;
        await documents.updateOne(
          { _id: EPOCH },
          { $set: { epoch: next, startedAt: new Date() } },
          { upsert: true, writeConcern: { w: 'majority' } },
        );
        await new Promise((resolve) => setTimeout(resolve, 2 * EPOCH_AGE_MILLIS));
        return next;
      }),
  };
}

/** Adds the current epoch of the database to the events of each commit. */
export function stampingEpoch(db: Db, commit: (commit: Commit) => Promise<void>): (commit: Commit) => Promise<void> {
  const documents = db.collection<EpochDocument>(EVENT_STATE);
  let latest: Promise<number> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;

  function current(): Promise<number> {
    if (latest !== undefined && performance.now() - readAt < EPOCH_AGE_MILLIS) return latest;
    readAt = performance.now();
    latest = withinDeadline((signal) => read(documents, signal)).catch((error: unknown) => {
      latest = undefined;
      throw error;
    });
    return latest;
  }

  return async (wanted) => {
    if (wanted.events.length === 0) return commit(wanted);
    const epoch = await current();
    return commit({ ...wanted, events: wanted.events.map((event) => ({ ...event, data: { ...event.data, epoch } })) });
  };
}

async function read(documents: Collection<EpochDocument>, signal?: AbortSignal): Promise<number> {
  return (await documents.findOne({ _id: EPOCH }, { signal }))?.epoch ?? FIRST_EPOCH;
}
