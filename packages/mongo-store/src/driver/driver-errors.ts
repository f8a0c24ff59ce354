import { StaleRevisionError, StoreUnavailableError, UniqueKeyTakenError } from '@profiles/application';
import {
  MongoDriverError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb';

const DUPLICATE_KEY = 11000;

/**
 * The one place that reads the driver's errors: by class, label and code, never by message.
 * What it does not know it gives back as it is; that is then our fault (500).
 */
function translated(error: unknown): unknown {
  if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return duplicate(error);
  if (isUnavailability(error)) return new StoreUnavailableError('The database does not answer.', { cause: error });
  return error;
}

function duplicate(error: MongoServerError): Error {
  const key = (error['keyValue'] as { uniqueKeys?: unknown } | undefined)?.uniqueKeys;
  // Any other duplicate means that somebody else was there first: the use case looks again and decides anew.
  return typeof key === 'string'
    ? new UniqueKeyTakenError(key)
    : new StaleRevisionError('Somebody else wrote it first.');
}

/** Codes with which a server says that it can't now: shutting down, no primary, out of time, a conflict that went on. */
const SERVER_CANT_NOW = new Set([6, 7, 50, 89, 91, 112, 189, 202, 251, 262, 10107, 11600, 11602, 13435, 13436]);

function isUnavailability(error: unknown): boolean {
  if (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    error instanceof MongoNotConnectedError ||
    error instanceof MongoTopologyClosedError ||
    error instanceof MongoOperationTimeoutError
  ) {
    return true;
  }
  if (error instanceof MongoServerError) return SERVER_CANT_NOW.has(Number(error.code));
  return error instanceof MongoDriverError && /Pool(Cleared|Closed)|WaitQueue/.test(error.name);
}

/** Runs something on the driver and translates what it throws. */
export async function translating<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw translated(error);
  }
}
