import type { Collection } from 'mongodb';
import type { MongoConnection } from '../driver/connection.js';
import { databaseTime } from '../driver/database-time.js';
import { translating } from '../driver/driver-errors.js';
import { isExpired } from '../leases/lease-expiry.js';
import type { ArchivePosition, ArchiveSelection } from './archive.js';

/** A request to publish events again, and its progress. */
export interface ReplayRecord {
  readonly id: string;
  readonly selection: ArchiveSelection;
  readonly stream: string;
  readonly subjectPrefix: string;
  /** The highest rate, in events per second. */
  readonly eventsPerSecond: number;
  /** The number of selected events at the time of the request. */
  readonly total: number;
  /** The number of events sent so far, duplicates included. */
  readonly sent: number;
  /** Those of the sent events that the stream dropped, because it had them within its duplicate window. */
  readonly duplicates: number;
  /** The last event that was sent. Absent before the first one. */
  readonly position?: ArchivePosition;
  readonly state: 'open' | 'done' | 'cancelled';
  readonly requestedAt: Date;
  /** A publisher takes up its replays by itself. One that was begun from a command line continues by `resume` only. */
  readonly runBy: 'publisher' | 'command';
  /** The process that works on it, and until when by the clock of the database. Another one takes it up after that. */
  readonly owner?: string;
  readonly ownedUntil?: Date;
}

/** The part of a replay that changes while it runs. */
export type ReplayProgress = Pick<ReplayRecord, 'sent' | 'duplicates' | 'position'>;

/** The right of one process to work on a replay. */
export interface ReplayClaim {
  readonly owner: string;
  /** The time after which another process may take it up, in milliseconds. */
  readonly ttlMillis: number;
}

/** The requested replays. */
export interface ReplayRecords {
  add(record: ReplayRecord): Promise<void>;
  get(id: string): Promise<ReplayRecord | undefined>;
  /** The newest first, at most fifty. */
  list(organisationId?: number): Promise<readonly ReplayRecord[]>;
  /** Claims the named replay, or any that is for publishers. Undefined when there is none without an owner. */
  take(claim: ReplayClaim, id?: string): Promise<ReplayRecord | undefined>;
  /** Stores the progress and renews the claim. False when the owner has lost it. */
  progress(id: string, claim: ReplayClaim, progress: ReplayProgress): Promise<boolean>;
  /** Ends the claim: the replay is done, or open for another process. */
  release(id: string, owner: string, state: 'open' | 'done'): Promise<void>;
  /** False when the replay is not open. */
  cancel(id: string): Promise<boolean>;
}

type ReplayDocument = Omit<ReplayRecord, 'id'> & { readonly _id: string };

/** The collection of the replays. */
export const REPLAYS = 'replays';

const MAX_LISTED = 50;

/** The replays in MongoDB. The collection has a few documents and needs no index. */
export function createReplayRecords({ db }: MongoConnection): ReplayRecords {
  const documents = db.collection<ReplayDocument>(REPLAYS);
  const now = () => databaseTime(db);
  return {
    add: ({ id, ...fields }) =>
      translating(async () => {
        await documents.insertOne({ _id: id, ...fields });
      }),
    get: (id) => translating(async () => recordFrom(await documents.findOne({ _id: id }))),
    list: (organisationId) =>
      translating(async () => {
        const own = organisationId === undefined ? {} : { 'selection.organisationId': organisationId };
        const found = await documents.find(own, { sort: { requestedAt: -1 }, limit: MAX_LISTED }).toArray();
        return found.map((document) => recordFrom(document) as ReplayRecord);
      }),
    take: (claim, id) => translating(async () => take(documents, { claim, id, now: await now() })),
    progress: (id, { owner, ttlMillis }, { sent, duplicates, position }) =>
      translating(async () => {
        const mine = { _id: id, owner, state: 'open' as const };
        const ownedUntil = endOf(await now(), ttlMillis);
        const change = { sent, duplicates, ownedUntil, ...(position !== undefined && { position }) };
        return (await documents.updateOne(mine, { $set: change })).matchedCount === 1;
      }),
    release: (id, owner, state) =>
      translating(async () => {
        const mine = { _id: id, owner, state: 'open' as const };
        await documents.updateOne(mine, { $set: { state }, $unset: { owner: '', ownedUntil: '' } });
      }),
    cancel: (id) =>
      translating(async () => {
        const open = { _id: id, state: 'open' as const };
        return (await documents.updateOne(open, { $set: { state: 'cancelled' } })).matchedCount === 1;
      }),
  };
}

async function take(
  documents: Collection<ReplayDocument>,
  { claim: { owner, ttlMillis }, id, now }: { claim: ReplayClaim; id: string | undefined; now: Date },
): Promise<ReplayRecord | undefined> {
  const wanted = id === undefined ? { runBy: 'publisher' as const } : { _id: id };
  const open = await documents.find({ state: 'open', ...wanted }).toArray();
  const free = open.filter(({ ownedUntil }) => ownedUntil === undefined || isExpired(ownedUntil, { now, ttlMillis }));
  for (const document of free) {
    // The filter names the owner that was read: of two processes one matches.
    const seen = { _id: document._id, state: 'open' as const, owner: document.owner ?? { $exists: false } };
    const { matchedCount } = await documents.updateOne(seen, { $set: { owner, ownedUntil: endOf(now, ttlMillis) } });
    if (matchedCount === 1) return recordFrom(document);
  }
  return undefined;
}

function endOf(now: Date, ttlMillis: number): Date {
  return new Date(now.getTime() + ttlMillis);
}

function recordFrom(document: ReplayDocument | null): ReplayRecord | undefined {
  if (document === null) return undefined;
  const { _id, ...fields } = document;
  return { id: _id, ...fields };
}
