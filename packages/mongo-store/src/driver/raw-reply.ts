import type { ClientSession, Collection, Db, Document } from 'mongodb';
import { BsonType, eachElement } from '../stored/bson-reading.js';
import { MemberIndex } from '../stored/member-index.js';

/** A command that finds documents, and what it needs besides its own fields. */
export interface RawRead {
  readonly db: Db;
  readonly collection: Pick<Collection, 'readConcern' | 'readPreference'>;
  /** `find` or `aggregate`, without its read concern. */
  readonly command: Document;
  readonly signal: AbortSignal;
  readonly session?: ClientSession;
}

/** The documents of a reply, in the bytes that the database sent. */
export interface RawDocuments {
  readonly bytes: Uint8Array;
  /** The positions at which they begin. */
  readonly starts: readonly number[];
}

const CURSOR = new MemberIndex(['firstBatch', 'id']);

/**
 * Sends a command and returns the documents of its reply without making an object of any. A cursor of the driver would parse
 * each document's elements first, and would cost a single read more than all else.
 * @returns undefined when the reply does not hold all documents; the rest is discarded
 */
export async function rawReply({ db, collection, command, ...options }: RawRead): Promise<RawDocuments | undefined> {
  const { readConcern, readPreference } = collection;
  const reply = await db.command(
    { ...command, ...(readConcern !== undefined && { readConcern: readConcern.toJSON() }) },
    { ...options, raw: true, ignoreUndefined: true, ...(readPreference !== undefined && { readPreference }) },
  );
  const bytes = reply['cursor'] as Uint8Array;
  CURSOR.read(bytes, 0);
  const [batch, id] = [CURSOR.slotOf('firstBatch'), CURSOR.slotOf('id')];
  const idAt = CURSOR.positions[id] as number;
  if (CURSOR.types[batch] !== BsonType.array || CURSOR.types[id] !== BsonType.int64) {
    throw new Error('The reply of the database has no batch of documents.');
  }
  const cursorId = Buffer.prototype.readBigInt64LE.call(bytes, idAt);
  if (cursorId !== 0n) {
    // The rest would have to be read in the session of this command, which the driver does not reveal.
    const killed = db.command({ killCursors: Object.values(command)[0], cursors: [cursorId] }, options);
    killed.catch(() => undefined);
    return undefined;
  }
  const starts: number[] = [];
  eachElement(bytes, CURSOR.positions[batch] as number, (_type, at) => starts.push(at));
  return { bytes, starts };
}
