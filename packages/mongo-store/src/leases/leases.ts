import { type Collection, MongoServerError } from 'mongodb';
import type { MongoConnection } from '../driver/connection.js';
import { databaseTime } from '../driver/database-time.js';
import { translating } from '../driver/driver-errors.js';

/** The owner of one partition, and the end of its ownership by the clock of the database. */
export interface LeaseRecord {
  readonly partition: number;
  /** Empty when the lease was released. */
  readonly owner: string;
  readonly until: Date;
}

/** A publisher that wants a share of the partitions, and until when it counts as alive. */
export type PublisherRecord = Omit<LeaseRecord, 'partition'>;

/** The leases on the partitions and the live publishers. Every write names the owner it expects to find. */
export interface LeaseStore {
  /** The time by the clock of the database. Leases are written and judged by it alone. */
  now(): Promise<Date>;
  read(): Promise<{ leases: readonly LeaseRecord[]; publishers: readonly PublisherRecord[] }>;
  /** Registers a publisher as alive and in want of a share. */
  announce(owner: string, until: Date): Promise<void>;
  /** Removes a publisher from those that get a share. */
  withdraw(owner: string): Promise<void>;
  /** False when another publisher changed the lease since it was read as `seen`. */
  take(wanted: LeaseRecord, seen: LeaseRecord | undefined): Promise<boolean>;
  /** False when the lease has another owner by now. */
  renew(lease: LeaseRecord): Promise<boolean>;
  release(partition: number, owner: string): Promise<void>;
}

interface LeaseDocument {
  readonly _id: string;
  readonly owner: string;
  readonly until: Date;
}

/** The collection of the leases of publishers. */
export const LEASES = 'leases';

/** The collection of the leases of webhook workers. */
export const WEBHOOK_LEASES = 'webhookLeases';

const LEASE = 'outbox-';
const PUBLISHER = 'publisher-';
const NO_OWNER = '';
const DUPLICATE_KEY = 11000;

/**
 * The leases in MongoDB. The collection has a few tiny documents: to read all of it is the cheapest query.
 *
 * @param collection - the collection of one kind of process
 */
export function createLeaseStore({ db }: Pick<MongoConnection, 'db'>, collection = LEASES): LeaseStore {
  const documents = db.collection<LeaseDocument>(collection);
  return {
    now: () => translating(() => databaseTime(db)),
    read: () => translating(async () => sorted(await documents.find().toArray())),
    announce: (owner, until) =>
      translating(async () => {
        await documents.updateOne({ _id: PUBLISHER + owner }, { $set: { owner, until } }, { upsert: true });
      }),
    withdraw: (owner) =>
      translating(async () => {
        await documents.deleteOne({ _id: PUBLISHER + owner });
      }),
    take: ({ partition, owner, until }, seen) => {
      const _id = LEASE + partition;
      if (seen === undefined) return translating(() => inserted(documents, { _id, owner, until }));
      return translating(async () => {
        const expected = { _id, owner: seen.owner, until: seen.until };
        const { matchedCount } = await documents.updateOne(expected, { $set: { owner, until } });
        return matchedCount === 1;
      });
    },
    renew: ({ partition, owner, until }) =>
      translating(async () => {
        const { matchedCount } = await documents.updateOne({ _id: LEASE + partition, owner }, { $set: { until } });
        return matchedCount === 1;
      }),
    release: (partition, owner) =>
      translating(async () => {
        await documents.updateOne({ _id: LEASE + partition, owner }, { $set: { owner: NO_OWNER, until: new Date(0) } });
      }),
  };
}

function sorted(documents: readonly LeaseDocument[]) {
  const leases = documents.filter(({ _id }) => _id.startsWith(LEASE));
  return {
    leases: leases.map(({ _id, owner, until }) => ({ partition: Number(_id.slice(LEASE.length)), owner, until })),
    publishers: documents.filter(({ _id }) => _id.startsWith(PUBLISHER)).map(({ owner, until }) => ({ owner, until })),
  };
}

async function inserted(documents: Collection<LeaseDocument>, document: LeaseDocument): Promise<boolean> {
  try {
    await documents.insertOne(document);
    return true;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return false;
    throw error;
  }
}
