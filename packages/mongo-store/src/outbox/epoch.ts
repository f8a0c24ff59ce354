import type { Commit } from '@profiles/application';
import { type CustomerChangedData, FIRST_EPOCH } from '@profiles/contracts';
import type { Collection, Db } from 'mongodb';
import { translating, withinDeadline } from '../driver/driver-errors.js';
import { EVENT_STATE } from '../schema/event-state.js';
import { FORMAT, type SchemaVersion, schemaVersionOf } from '../schema/schema-version.js';

interface EpochDocument {
  readonly _id: string;
  readonly epoch: number;
  readonly startedAt: Date;
  /** Of the document about the form only. */
  readonly schemaVersion?: number;
}

const EPOCH = 'epoch';

/**
 * A writer reads the epoch again after this time, in milliseconds. A restored database is started with its apps stopped,
 * so this bounds the error if they are left running.
 */
const EPOCH_AGE_MILLIS = 1_000;

/** The epoch of the database (contract, section 6). docs/operating/runbook.md says when a new one starts. */
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

/**
 * Adds the current epoch of the database to the events of each commit. In the form of version 0.1 the first epoch is left out:
 * its publishers and subscribers refuse an event with a member that they do not know.
 */
export function stampingEpoch(db: Db, commit: (commit: Commit) => Promise<void>): (commit: Commit) => Promise<void> {
  const documents = db.collection<EpochDocument>(EVENT_STATE);
  let latest: Promise<EventForm> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;

  function current(): Promise<EventForm> {
    if (latest !== undefined && performance.now() - readAt < EPOCH_AGE_MILLIS) return latest;
    readAt = performance.now();
    latest = withinDeadline((signal) => readForm(documents, signal)).catch((error: unknown) => {
      latest = undefined;
      throw error;
    });
    return latest;
  }

  return async (wanted) => {
    if (wanted.events.length === 0) return commit(wanted);
    const form = await current();
    return commit({ ...wanted, events: wanted.events.map((event) => ({ ...event, data: inForm(event.data, form) })) });
  };
}

/** The facts that decide the form of an event. */
interface EventForm {
  readonly epoch: number;
  readonly schemaVersion: SchemaVersion;
}

function inForm({ epoch: _unknown, ...data }: CustomerChangedData, { epoch, schemaVersion }: EventForm) {
  const isLeftOut = schemaVersion === 1 && epoch === FIRST_EPOCH;
  return (isLeftOut ? data : { ...data, epoch }) as CustomerChangedData;
}

async function readForm(documents: Collection<EpochDocument>, signal: AbortSignal): Promise<EventForm> {
  const found = await documents.find({ _id: { $in: [EPOCH, FORMAT] } }, { signal }).toArray();
  const epoch = found.find(({ _id }) => _id === EPOCH)?.epoch ?? FIRST_EPOCH;
  return { epoch, schemaVersion: schemaVersionOf(found.find(({ _id }) => _id === FORMAT)) };
}

async function read(documents: Collection<EpochDocument>): Promise<number> {
  return (await documents.findOne({ _id: EPOCH }))?.epoch ?? FIRST_EPOCH;
}
