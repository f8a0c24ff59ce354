import type { Commit } from '@profiles/application';
import {
  type AnyBulkWriteOperation,
  type ClientSession,
  type Collection,
  type Document,
  type MongoClient,
  MongoServerError,
} from 'mongodb';
import { translating } from '../driver/driver-errors.js';
import { inTransaction } from '../driver/transaction.js';
import { turnGroups } from '../driver/turn-groups.js';
import type { Collections } from '../schema/collections.js';
import { changeRowsOf, commitTo, ECARDS, type Kind, keysChange, outboxRowsOf, PROFILES } from './commit.js';

/** So many transactions of groups are under way at once; what comes meanwhile goes together. */
const MAX_IN_FLIGHT = 2;
const MAX_GROUP_SIZE = 50;

interface Waiting {
  readonly commit: Commit;
  /** The documents it writes. Two commits of one group must not meet. */
  readonly writes: readonly string[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A statement did not find what it was to change. Which commit that was, each finds out by itself. */
class GroupFailed extends Error {
  override name = 'GroupFailed';
}

interface Parts {
  readonly client: MongoClient;
  readonly collections: Collections;
}

/**
 * The write door for many at once: independent commits that come in one turn of the event loop go in one transaction, since
 * most of what a commit costs is the driver's work per statement. When the group fails, nothing of it is written, and each
 * goes by itself and hears its own reason. A commit that comes alone goes alone.
 */
export function groupCommits(parts: Parts): (commit: Commit) => Promise<void> {
  async function write(group: readonly Waiting[]): Promise<void> {
    if (group.length === 1) return writeEach(group);
    try {
      await writeTogether(
        parts,
        group.map(({ commit }) => commit),
      );
      for (const { resolve } of group) resolve();
    } catch (error) {
      // After any other failure the group may have been written, and must not be written again.
      if (error instanceof GroupFailed || isRefusal(error)) return writeEach(group);
      for (const { reject } of group) reject(error);
    }
  }

  async function writeEach(group: readonly Waiting[]): Promise<void> {
    await Promise.all(group.map(({ commit, resolve, reject }) => commitTo(parts, commit).then(resolve, reject)));
  }

  const enqueue = turnGroups<Waiting>({ maxInFlight: MAX_IN_FLIGHT, pick: independentOnes, run: write });
  return (commit) => {
    if (!canGoTogether(commit)) return commitTo(parts, commit);
    return new Promise((resolve, reject) => enqueue({ commit, writes: writesOf(commit), resolve, reject }));
  };
}

/** What removes somebody, or changes what others' writes are checked against, goes alone. */
function canGoTogether({ profiles, definitions, erasure }: Commit): boolean {
  return definitions === undefined && erasure === undefined && profiles.every(({ after }) => after !== undefined);
}

function writesOf({ profiles, ecards, idempotency }: Commit): string[] {
  return [
    ...profiles.map(({ before, after }) => `profile ${(after ?? before)?.customerNumber}`),
    ...ecards.map(({ before, after }) => `card ${(after ?? before)?.id}`),
    ...(idempotency === undefined ? [] : [`key ${idempotency.id}`]),
  ];
}

/** The first of those that wait, without any that meets an earlier one. */
function independentOnes(waiting: readonly Waiting[]): Waiting[] {
  const written = new Set<string>();
  const group: Waiting[] = [];
  for (const one of waiting) {
    if (group.length === MAX_GROUP_SIZE) break;
    const meets = one.writes.some((what) => written.has(what));
    for (const what of one.writes) written.add(what);
    if (!meets) group.push(one);
  }
  return group;
}

/** A refusal by the server within the transaction, which has then been undone. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof MongoServerError &&
    !error.hasErrorLabel('UnknownTransactionCommitResult') &&
    !error.hasErrorLabel('RetryableWriteError')
  );
}

async function writeTogether({ client, collections }: Parts, commits: readonly Commit[]): Promise<void> {
  const { profiles, ecards, credentials, idempotency, changes, outbox } = collections;
  const profileWrites = statements(
    commits.flatMap((commit) => commit.profiles),
    PROFILES,
  );
  const cardWrites = statements(
    commits.flatMap((commit) => commit.ecards),
    ECARDS,
  );
  const passwords = commits.flatMap((commit) => commit.credentials ?? []);
  const answers = commits.flatMap((commit) => commit.idempotency ?? []);
  const [records, rows] = [commits.flatMap(changeRowsOf), commits.flatMap(outboxRowsOf)];
  const passwordWrites = passwords.map(({ customerNumber, organisationId, passwordHash }) => ({
    updateOne: { filter: { _id: customerNumber }, update: { $set: { organisationId, passwordHash } }, upsert: true },
  }));
  const responseWrites = answers.map(({ id, claimant, answer, customerNumbers }) => ({
    updateOne: { filter: { _id: id, claimant }, update: { $set: { answer, customerNumbers } } },
  }));
  try {
    await inTransaction(client, async (session) => {
      await run(profiles, profileWrites, session);
      await run(ecards, cardWrites, session);
      if (passwordWrites.length > 0) await credentials.bulkWrite(passwordWrites, { session });
      await run(idempotency, { operations: responseWrites, matched: responseWrites.length, deleted: 0 }, session);
      if (records.length > 0) await changes.insertMany(records, { session });
      if (rows.length > 0) await outbox.insertMany(rows, { session });
    });
  } catch (error) {
    if (error instanceof GroupFailed || isRefusal(error)) throw error;
    await translating(() => Promise.reject(error));
  }
}

/** What is to be written to one collection, and how many documents that must find. */
interface Statements {
  readonly operations: readonly AnyBulkWriteOperation<never>[] | readonly unknown[];
  readonly matched: number;
  readonly deleted: number;
}

async function run<T extends Document>(
  collection: Collection<T>,
  wanted: Statements,
  session: ClientSession,
): Promise<void> {
  if (wanted.operations.length === 0) return;
  const result = await collection.bulkWrite(wanted.operations as AnyBulkWriteOperation<T>[], { session });
  if (result.matchedCount !== wanted.matched || result.deletedCount !== wanted.deleted) throw new GroupFailed();
}

/** Deletions first, then replacements, then insertions: so the driver makes one statement of each kind. */
function statements<V, D extends Document>(
  changes: readonly { readonly before?: V; readonly after?: V }[],
  { filterOf, documentOf, keysOf }: Kind<V, D>,
): Statements {
  const [deletions, replacements, insertions]: [unknown[], unknown[], unknown[]] = [[], [], []];
  for (const { before, after } of changes) {
    const renew = keysChange(before, after, keysOf);
    if (before !== undefined && (after === undefined || renew))
      deletions.push({ deleteOne: { filter: filterOf(before) } });
    else if (before !== undefined && after !== undefined) {
      replacements.push({ replaceOne: { filter: filterOf(before), replacement: documentOf(after) } });
    }
    if (after !== undefined && (before === undefined || renew))
      insertions.push({ insertOne: { document: documentOf(after) } });
  }
  return {
    operations: [...deletions, ...replacements, ...insertions],
    matched: replacements.length,
    deleted: deletions.length,
  };
}
