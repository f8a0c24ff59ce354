import type { Collection } from 'mongodb';
import type { MongoConnection } from '../driver/connection.js';
import { translating } from '../driver/driver-errors.js';
import type { ArchivePosition, ArchiveSelection } from './archive.js';

/** A wish to have events published again, and how far it has come. */
export interface ReplayRecord {
  readonly id: string;
  readonly selection: ArchiveSelection;
  readonly stream: string;
  readonly subjectPrefix: string;
  readonly eventsPerSecond: number;
  /** How many events it was about when it was asked for. */
  readonly total: number;
  readonly sent: number;
  /** Of those sent, how many the stream had already within its duplicate window. */
  readonly duplicates: number;
  readonly position?: ArchivePosition;
  readonly state: 'open' | 'done' | 'cancelled';
  readonly requestedAt: Date;
  /** A publisher takes it up by itself; one that was begun from a command line goes on when somebody says so. */
  readonly runBy: 'publisher' | 'command';
  /** Whose work it is, until when: a replay without a living owner is taken up by another process. */
  readonly owner?: string;
  readonly ownedUntil?: Date;
}

/** What changes while a replay runs. */
export type ReplayProgress = Pick<ReplayRecord, 'sent' | 'duplicates' | 'position'>;

export interface ReplayRecords {
  add(record: ReplayRecord): Promise<void>;
  get(id: string): Promise<ReplayRecord | undefined>;
  /** The newest first, fifty at most. */
  list(organisationId?: number): Promise<readonly ReplayRecord[]>;
  /** The named one, or any that is for publishers, if nobody works on it; undefined when there is none to be had. */
  take(owner: string, until: Date, id?: string): Promise<ReplayRecord | undefined>;
  /** Writes down how far it is and keeps it for a while longer. False when it is no longer the owner's to work on. */
  progress(claim: { id: string; owner: string; until: Date }, progress: ReplayProgress): Promise<boolean>;
  /** Ends the owner's work on it: it is done, or left for somebody else. */
  release(id: string, owner: string, state: 'open' | 'done'): Promise<void>;
  /** False when it is not open. */
  cancel(id: string): Promise<boolean>;
}

type ReplayDocument = Omit<ReplayRecord, 'id'> & { readonly _id: string };

/** The collection of the replays. */
export const REPLAYS = 'replays';

const MAX_LISTED = 50;

/** A collection of a few documents: it needs no index. */
export function createReplayRecords({ db }: MongoConnection): ReplayRecords {
  const documents = db.collection<ReplayDocument>(REPLAYS);
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
    take: (owner, until, id) => translating(() => take(documents, { owner, until, id })),
    progress: ({ id, owner, until }, { sent, duplicates, position }) =>
      translating(async () => {
        const mine = { _id: id, owner, state: 'open' as const };
        const change = { sent, duplicates, ownedUntil: until, ...(position !== undefined && { position }) };
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
  { owner, until, id }: { owner: string; until: Date; id: string | undefined },
): Promise<ReplayRecord | undefined> {
  const wanted = id === undefined ? { runBy: 'publisher' as const } : { _id: id };
  const open = await documents.find({ state: 'open', ...wanted }).toArray();
  for (const document of open.filter(({ ownedUntil }) => ownedUntil === undefined || ownedUntil < new Date())) {
    // Of two who reach for it, one finds it as it was.
    const seen = { _id: document._id, state: 'open' as const, owner: document.owner ?? { $exists: false } };
    const { matchedCount } = await documents.updateOne(seen, { $set: { owner, ownedUntil: until } });
    if (matchedCount === 1) return recordFrom(document);
  }
  return undefined;
}

function recordFrom(document: ReplayDocument | null): ReplayRecord | undefined {
  if (document === null) return undefined;
  const { _id, ...fields } = document;
  return { id: _id, ...fields };
}
