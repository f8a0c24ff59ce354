import { ClaimLostError, type Commit, StaleRevisionError } from '@profiles/application';
import { type EcardOwnership, type PreferenceDefinition, type Profile, uniqueKeysOf } from '@profiles/domain';
import type { ClientSession, Collection, Document, Filter, MongoClient, WithoutId } from 'mongodb';
import { translating } from '../driver/driver-errors.js';
import { inTransaction } from '../driver/transaction.js';
import { partitionOf } from '../outbox/partitions.js';
import type { Collections } from '../schema/collections.js';
import {
  type ChangeDocument,
  definitionDocument,
  type EcardDocument,
  ecardDocument,
  type OutboxDocument,
  type PreferenceDefinitionDocument,
  type ProfileDocument,
  profileDocument,
} from '../schema/documents.js';

/**
 * The write door. Profiles, cards, credentials, the events and the idempotency answer go in one transaction: all of
 * it is there afterwards, or nothing is. Throws StaleRevisionError when a document is no longer as it was read, and
 * UniqueKeyTakenError when another profile holds a key.
 */
export async function commitTo(
  { client, collections }: { client: MongoClient; collections: Collections },
  commit: Commit,
): Promise<void> {
  // The callback may run twice: everything that must not differ is made out here.
  const outbox = outboxRowsOf(commit);
  await translating(() => inTransaction(client, (session) => write(collections, { commit, outbox, session })));
}

/** The events of a commit as they wait to be published. */
export function outboxRowsOf({ events }: Commit): OutboxDocument[] {
  return events.map(({ id, occurredAt, data, traceparent }) => ({
    _id: id,
    organisationId: data.organisationId,
    customerNumber: data.customerNumber,
    revision: data.revision,
    partition: partitionOf(data.customerNumber),
    occurredAt: new Date(occurredAt),
    data,
    ...(traceparent !== undefined && { traceparent }),
    pending: true,
  }));
}

/** The history of a commit as it is kept. */
export function changeRowsOf({ changes }: Commit): ChangeDocument[] {
  return changes.map(({ id, ...record }) => ({ _id: id, ...record }));
}

/** One statement after the other: a session runs one at a time, and a failed one must end the transaction. */
async function write(
  collections: Collections,
  { commit, outbox, session }: { commit: Commit; outbox: OutboxDocument[]; session: ClientSession },
): Promise<void> {
  const { profiles, ecards, preferenceDefinitions, credentials, idempotency, outbox: rows } = collections;
  for (const change of commit.profiles) await put(profiles, putOf(change, PROFILES), session);
  for (const change of commit.ecards) await put(ecards, putOf(change, ECARDS), session);
  for (const change of commit.definitions ?? []) await put(preferenceDefinitions, putOf(change, DEFINITIONS), session);
  for (const { customerNumber, organisationId, passwordHash } of commit.credentials ?? []) {
    await credentials.updateOne(
      { _id: customerNumber },
      { $set: { organisationId, passwordHash } },
      { upsert: true, session },
    );
  }
  if (commit.idempotency) {
    const { id, claimant, answer, customerNumbers } = commit.idempotency;
    const { matchedCount } = await idempotency.updateOne(
      { _id: id, claimant },
      { $set: { answer, customerNumbers } },
      { session },
    );
    if (matchedCount === 0) throw new ClaimLostError();
  }
  await insertAll(collections.changes, changeRowsOf(commit), session);
  await insertAll(rows, outbox, session);
  await removeTraces(collections, commit, session);
}

/** [ERASE-1] Removes what is kept outside the profiles of those that go for good, and leaves the proof. */
async function removeTraces(collections: Collections, commit: Commit, session: ClientSession): Promise<void> {
  const gone = commit.profiles.flatMap(({ before, after }) => (after ? [] : (before?.customerNumber ?? [])));
  if (gone.length === 0) return;
  const { credentials, changes, accesses, idempotency, erasures } = collections;
  const $in = gone;
  const removed = {
    profiles: gone.length,
    ecards: commit.ecards.filter(({ after }) => after === undefined).length,
    credentials: (await credentials.deleteMany({ _id: { $in } }, { session })).deletedCount,
    changes: (await changes.deleteMany({ customerNumber: { $in } }, { session })).deletedCount,
    changesOfOthers: (await changes.deleteMany({ alsoAbout: { $in } }, { session })).deletedCount,
    accesses: (await accesses.deleteMany({ customerNumber: { $in } }, { session })).deletedCount,
    idempotency: (await idempotency.deleteMany({ customerNumbers: { $in } }, { session })).deletedCount,
  };
  if (commit.erasure === undefined) return;
  const { id, ...proof } = commit.erasure;
  await erasures.insertOne({ _id: id, ...proof, removed }, { session });
}

/** One by itself costs the driver less than a list of one. */
async function insertAll<T extends Document>(
  collection: Collection<T>,
  documents: readonly T[],
  session: ClientSession,
) {
  const [first, ...others] = documents;
  if (first === undefined) return;
  if (others.length === 0) await collection.insertOne(first as never, { session });
  else await collection.insertMany(documents as never, { session });
}

/** How one kind of thing is written. */
export interface Kind<V, T extends Document> {
  /** The document as it was read. */
  readonly filterOf: (before: V) => Filter<T>;
  readonly documentOf: (after: V) => T;
  /** What unique indexes hold of it. */
  readonly keysOf: (value: V) => readonly string[];
}

export const PROFILES: Kind<Profile, ProfileDocument> = {
  filterOf: ({ customerNumber, revision }) => ({ _id: customerNumber, revision }),
  documentOf: profileDocument,
  keysOf: uniqueKeysOf,
};

export const ECARDS: Kind<EcardOwnership, EcardDocument> = {
  filterOf: ({ id, version }) => ({ _id: id, version }),
  documentOf: ecardDocument,
  // A card is in its unique index while the ownership is current.
  keysOf: ({ endOfOwnership }) => (endOfOwnership === undefined ? ['current'] : []),
};

const DEFINITIONS: Kind<PreferenceDefinition, PreferenceDefinitionDocument> = {
  filterOf: ({ id, version }) => ({ _id: id, version }),
  documentOf: definitionDocument,
  keysOf: () => [],
};

interface Put<T extends Document> {
  /** The document as it was read; absent when it is new. */
  readonly filter: Filter<T> | undefined;
  /** The document as it shall be; absent when it goes. */
  readonly document: T | undefined;
  /** Delete and insert instead of replacing. */
  readonly renew: boolean;
}

function putOf<V, T extends Document>(
  { before, after }: { readonly before?: V; readonly after?: V },
  { filterOf, documentOf, keysOf }: Kind<V, T>,
): Put<T> {
  return {
    filter: before && filterOf(before),
    document: after && documentOf(after),
    renew: keysChange(before, after, keysOf),
  };
}

/**
 * Whether a document must be written anew instead of replaced: when what a unique index holds of it changes. The
 * development stand-in for MongoDB frees such entries when a document goes, but not reliably when it is replaced.
 * To MongoDB itself both are the same.
 */
export function keysChange<T>(
  before: T | undefined,
  after: T | undefined,
  keysOf: (value: T) => readonly string[],
): boolean {
  if (before === undefined || after === undefined) return false;
  return keysOf(before).join('\n') !== keysOf(after).join('\n');
}

async function put<T extends Document>(
  collection: Collection<T>,
  { filter, document, renew }: Put<T>,
  session: ClientSession,
) {
  if (filter === undefined) {
    if (document !== undefined) await collection.insertOne(document as never, { session });
    return;
  }
  const touched =
    document === undefined || renew
      ? (await collection.deleteOne(filter, { session })).deletedCount
      : (await collection.replaceOne(filter, document as WithoutId<T>, { session })).matchedCount;
  if (touched === 0) throw new StaleRevisionError();
  if (renew) await collection.insertOne(document as never, { session });
}
