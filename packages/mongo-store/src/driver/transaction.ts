import { setTimeout } from 'node:timers/promises';
import { CommitOutcomeUnknownError } from '@profiles/application';
import { type ClientSession, type MongoClient, MongoError, MongoErrorLabel, MongoServerError } from 'mongodb';
import { rememberCommit } from './causal-reads.js';
import { commandDeadline } from './deadline.js';

/** The pauses between attempts, in milliseconds: the first, and the longest. */
const PAUSE_MILLIS = [5, 250] as const;
/** The same after the label SystemOverloadedError: the driver's own retries begin with 100 ms, too. */
const OVERLOAD_PAUSE_MILLIS = [100, 1_000] as const;

const ONLY_WRITES = { writeConcern: { w: 'majority' }, readPreference: 'primary' } as const;
const READS_AND_WRITES = { ...ONLY_WRITES, readConcern: { level: 'snapshot' } } as const;

/** How a transaction runs. */
export interface TransactionOptions {
  /** After its abort no statement and no commit is sent. */
  readonly signal?: AbortSignal;
  /**
   * The work reads nothing, so that it needs no snapshot: each write checks the document it changes, and a document that
   * changed meanwhile is a write conflict at every read concern. The development stand-in for MongoDB refuses a read concern
   * on `bulkWrite`.
   * @defaultValue false
   */
  readonly onlyWrites?: boolean;
}

/**
 * Runs work in a transaction: all of it is written, durably, or nothing. The work may run several times, but never again
 * after a commit whose outcome is unknown. The driver's own `withTransaction` does not promise that: it runs the work again
 * after a commit that failed with a transient label, also when an earlier attempt of that commit may have succeeded
 * (docs/adr/0021-outcomes-of-a-commit.md).
 * @throws CommitOutcomeUnknownError when the commit may have happened
 */
export async function inTransaction<T>(
  client: MongoClient,
  work: (session: ClientSession) => Promise<T>,
  { signal = commandDeadline(), onlyWrites = false }: TransactionOptions = {},
): Promise<T> {
  const options = onlyWrites ? ONLY_WRITES : READS_AND_WRITES;
  for (let attempt = 0; ; attempt++) {
    try {
      // A session for each attempt: one that was used adds its time to the first statement, as a read concern.
      return await client.withSession(async (session) => {
        session.startTransaction(options);
        const result = await runWork(session, work, signal);
        await commitObserved(session, signal);
        rememberCommit(client, session);
        return result;
      });
    } catch (error) {
      if (!isTransient(error) || signal.aborted) throw error;
      await pauseBefore(attempt, error);
    }
  }
}

async function runWork<T>(
  session: ClientSession,
  work: (session: ClientSession) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  try {
    const result = await work(session);
    signal.throwIfAborted();
    return result;
  } catch (error) {
    await session.abortTransaction();
    throw error;
  }
}

/**
 * Commits. A commit may be sent again: the server does it once. It ends in one of three ways: done, certainly not done
 * (the error of the server), or unknown.
 */
async function commitObserved(session: ClientSession, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await session.commitTransaction();
    } catch (error) {
      if (isCertainlyNotCommitted(error)) throw error;
      if (isNoSuchTransaction(error) || signal.aborted)
        throw new CommitOutcomeUnknownError('The end of a commit was not observed.', { cause: error });
      await pauseBefore(attempt, error);
    }
  }
}

const WRITE_CONFLICT = 112;
const NO_SUCH_TRANSACTION = 251;
const DUPLICATE_KEY = 11000;

/**
 * Whether the server refused the commit because of its content. Every other error leaves the outcome open: a connection
 * that broke, with or without the label UnknownTransactionCommitResult (the driver sets it only on the first connection of
 * a pool that breaks); a failover; a write concern that was not met.
 */
function isCertainlyNotCommitted(error: unknown): boolean {
  return (
    error instanceof MongoServerError &&
    !error.hasErrorLabel(MongoErrorLabel.UnknownTransactionCommitResult) &&
    (error.code === WRITE_CONFLICT || error.code === DUPLICATE_KEY)
  );
}

/**
 * The server does not know the transaction: it was aborted, or an attempt to commit it succeeded before a restart. The
 * driver repeats a commit by itself, so this error can't be told from its first attempt.
 */
function isNoSuchTransaction(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === NO_SUCH_TRANSACTION;
}

function isTransient(error: unknown): boolean {
  return error instanceof MongoError && error.hasErrorLabel(MongoErrorLabel.TransientTransactionError);
}

function isOverload(error: unknown): boolean {
  return error instanceof MongoError && error.hasErrorLabel(MongoErrorLabel.SystemOverloadedError);
}

/** A pause with jitter that grows with the attempts. An overloaded server gets a longer one. */
export function pauseBefore(attempt: number, error?: unknown): Promise<void> {
  const [first, max] = isOverload(error) ? OVERLOAD_PAUSE_MILLIS : PAUSE_MILLIS;
  return setTimeout(Math.random() * Math.min(first * 2 ** attempt, max));
}
