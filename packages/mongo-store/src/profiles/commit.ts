import type { Commit } from '@profiles/application';
import { type ClientSession, type Collection, type Document, type MongoClient, MongoServerError } from 'mongodb';
import { isUnavailability } from '../driver/driver-errors.js';
import { inTransaction } from '../driver/transaction.js';
import type { Collections } from '../schema/collections.js';
import { removeTraces } from './erasure-traces.js';
import { type Statement, sendStatement, statementOf } from './one-statement.js';
import { type Step, stepsOf } from './unit-of-work.js';
import type { Write } from './write.js';

/** Where commits are written. */
export interface CommitTarget {
  readonly client: MongoClient;
  readonly collections: Collections;
  /** Whether the database is a sharded cluster: a group of commits then stays within one organisation. */
  readonly isSharded: () => boolean;
}

/** The commits of one transaction, and their deadline. */
export interface Batch {
  readonly commits: readonly Commit[];
  readonly signal: AbortSignal;
}

/** A commit of more writes than this to one collection sends them together, as a batch of several does. */
const MAX_SINGLE_WRITES = 20;
const DUPLICATE_KEY = 11000;

/** Writes that were sent together failed, and nothing of the batch was written. Sent one by one, they name the reason. */
export class BatchFailedError extends Error {
  override name = 'BatchFailedError';
}

/**
 * The unit of work: writes a batch of commits in one transaction, all of it or nothing. All writes go in one statement, and
 * its result is checked (docs/adr/0028-a-commit-in-one-statement.md). Where one statement is not possible, a batch of one
 * sends a statement for each document, so that a failure names its reason; a batch of several sends one for each collection.
 * @throws StaleRevisionError, ClaimLostError, or the duplicate key of the driver, for a batch of one
 * @throws BatchFailedError for a batch of several that certainly was not written
 * @throws CommitOutcomeUnknownError
 */
export async function commitTo(target: CommitTarget, batch: Batch): Promise<void> {
  const { commits } = batch;
  // Made before the transaction, which may run twice: ids and documents must not differ.
  const steps = stepsOf(target.collections, commits);
  const isLarge = steps.some(({ writes }) => writes.length > MAX_SINGLE_WRITES);
  const isSingle = commits.length === 1 && !isLarge;
  // A commit that removes profiles reads, so that it needs more than one statement anyway.
  const statement = commits.some(removes) ? undefined : statementOf(isSingle ? steps : steps.map(byKind), isSingle);
  try {
    await run(target, { ...batch, steps, statement, isBatch: !isSingle });
  } catch (error) {
    const isUnnamed = error instanceof BatchFailedError || (statement !== undefined && isStatementRefused(error));
    if (!isUnnamed || commits.length > 1) throw error;
    await run(target, { ...batch, steps, statement: undefined, isBatch: false });
  }
}

interface Run extends Batch {
  readonly steps: readonly Step[];
  readonly statement: Statement | undefined;
  readonly isBatch: boolean;
}

async function run({ client, collections }: Omit<CommitTarget, 'isSharded'>, task: Run): Promise<void> {
  const { commits, signal, steps, statement, isBatch } = task;
  const write = async (session: ClientSession) => {
    signal.throwIfAborted();
    if (statement === undefined) {
      for (const step of steps) {
        // One statement after the other: a session runs one at a time.
        signal.throwIfAborted();
        if (isBatch || step.appends) await writeTogether(step, session);
        else await writeEach(step, session);
      }
      for (const commit of commits) await removeTraces(collections, commit, session);
      return;
    }
    const unmatched = await sendStatement(client, statement, session);
    if (unmatched !== undefined) throw unmatched.step?.unmatched() ?? new BatchFailedError();
  };
  try {
    await inTransaction(client, write, { signal, onlyWrites: statement !== undefined });
  } catch (error) {
    if (isBatch && isRefusal(error)) throw new BatchFailedError('', { cause: error });
    throw error;
  }
}

/** Whether a commit removes a profile, and with it what is stored about its customer elsewhere. */
function removes({ profiles }: Commit): boolean {
  return profiles.some(({ after }) => after === undefined);
}

/**
 * The server refused a statement within the transaction because of its content, or a write did not match: nothing was
 * written. A server that can't serve now is no refusal: its load would only grow by more transactions.
 */
function isRefusal(error: unknown): boolean {
  return error instanceof BatchFailedError || (error instanceof MongoServerError && !isUnavailability(error));
}

/** A server whose feature compatibility version is below 8.0, as during an upgrade, refuses `bulkWrite` as a whole. */
function isStatementRefused(error: unknown): boolean {
  return isRefusal(error) && !(error instanceof MongoServerError && error.code === DUPLICATE_KEY);
}

async function writeEach({ collection, writes, unmatched }: Step, session: ClientSession): Promise<void> {
  for (const { operation, mustMatch } of writes) {
    const touched = await send(collection, operation, session);
    if (mustMatch && touched === 0) throw unmatched();
  }
}

/** Sends one write by itself: that costs the driver less than a list of one. Returns how many documents it matched. */
async function send(
  collection: Collection<Document>,
  operation: Write['operation'],
  session: ClientSession,
): Promise<number> {
  if ('insertOne' in operation) {
    await collection.insertOne(operation.insertOne.document as never, { session });
    return 1;
  }
  if ('deleteOne' in operation) {
    return (await collection.deleteOne(operation.deleteOne.filter, { session })).deletedCount;
  }
  if ('replaceOne' in operation) {
    const { filter, replacement } = operation.replaceOne;
    return (await collection.replaceOne(filter, replacement, { session })).matchedCount;
  }
  if ('updateOne' in operation) {
    const { filter, update } = operation.updateOne;
    return (await collection.updateOne(filter, update, { session })).matchedCount;
  }
  throw new Error('A unit of work has no such operation.');
}

async function writeTogether({ collection, writes, appends }: Step, session: ClientSession): Promise<void> {
  const [first, second] = writes;
  if (appends && first !== undefined && second === undefined) {
    await send(collection, first.operation, session);
    return;
  }
  const operations = byKind({ writes }).writes.map(({ operation }) => operation);
  const { matchedCount, deletedCount } = await collection.bulkWrite(operations, { session });
  const expected = writes.filter(({ mustMatch }) => mustMatch).length;
  if (expected > 0 && matchedCount + deletedCount !== expected) throw new BatchFailedError();
}

/** Deletions first, then replacements, then insertions: the server handles those of one kind together. */
function byKind<S extends Pick<Step, 'writes'>>(step: S): S {
  if (step.writes.length === 1) return step;
  return { ...step, writes: [...step.writes].sort((a, b) => kindOf(a) - kindOf(b)) };
}

function kindOf({ operation }: Write): number {
  return 'deleteOne' in operation ? 0 : 'insertOne' in operation ? 2 : 1;
}
