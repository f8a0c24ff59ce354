import { StaleRevisionError, StoreUnavailableError, UniqueKeyTakenError } from '@profiles/application';
import {
  MongoDriverError,
  MongoError,
  MongoErrorLabel,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb';
import { commandDeadline, DeadlineExceededError, untilAborted } from './deadline.js';

const DUPLICATE_KEY = 11000;

/**
 * The one place that interprets errors of the driver: by class, label and code, never by message. An error that it does
 * not know is returned as it is, and is a fault of this system (500).
 */
function translated(error: unknown): unknown {
  if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return duplicate(error);
  if (isUnavailability(error)) return new StoreUnavailableError('The database does not respond.', { cause: error });
  return error;
}

function duplicate(error: MongoServerError): Error {
  const key = (error['keyValue'] as { uniqueKeys?: unknown } | undefined)?.uniqueKeys;
  // Any other duplicate means that another call wrote first: the use case reads again and decides anew.
  return typeof key === 'string'
    ? new UniqueKeyTakenError(key)
    : new StaleRevisionError('Another call wrote it first.');
}

/**
 * Labels with which the driver and the server mark an error that passes by itself. They decide before the codes: a newer
 * server labels codes that are not known here.
 */
const TRANSIENT_LABELS = [
  MongoErrorLabel.TransientTransactionError,
  MongoErrorLabel.UnknownTransactionCommitResult,
  MongoErrorLabel.RetryableWriteError,
  MongoErrorLabel.RetryableError,
  MongoErrorLabel.SystemOverloadedError,
];

/**
 * Codes with which a server says that it can't serve now. Names as in MongoDB's error_codes.yml.
 */
const TRANSIENT_CODES: ReadonlySet<number> = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  50, // MaxTimeMSExpired
  63, // StaleShardVersion (obsolete)
  89, // NetworkTimeout
  91, // ShutdownInProgress
  112, // WriteConflict
  133, // FailedToSatisfyReadPreference
  134, // ReadConcernMajorityNotAvailableYet
  150, // StaleEpoch
  189, // PrimarySteppedDown
  202, // NetworkInterfaceExceededTimeLimit
  246, // SnapshotUnavailable
  251, // NoSuchTransaction
  262, // ExceededTimeLimit
  290, // TransactionExceededLifetimeLimitSeconds
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13388, // StaleConfig
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
]);

/** Errors of MongoDB 9.0 that are known by their name. */
const TRANSIENT_CODE_NAMES: ReadonlySet<unknown> = new Set(['TooManyOpenTransactions']);

/** Codes of Node's sockets and of name resolution. Some reach us without a class of the driver around them. */
const SOCKET_CODES: ReadonlySet<string> = new Set([
  ...[
    'ECONNABORTED',
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTDOWN',
    'EHOSTUNREACH',
    'ENETDOWN',
    'ENETRESET',
    'ENETUNREACH',
  ],
  ...['ENOTCONN', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOTFOUND'],
  ...['ERR_STREAM_DESTROYED', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_WRITE_AFTER_END', 'ERR_SOCKET_CLOSED'],
]);

/** Whether the database can't serve now. The cause is not the content of the command: the same command may succeed later. */
export function isUnavailability(error: unknown): boolean {
  if (error instanceof DeadlineExceededError) return true;
  if (error instanceof MongoError && TRANSIENT_LABELS.some((label) => error.hasErrorLabel(label))) return true;
  if (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    error instanceof MongoNotConnectedError ||
    error instanceof MongoTopologyClosedError ||
    error instanceof MongoOperationTimeoutError
  ) {
    return true;
  }
  if (error instanceof MongoServerError) {
    return TRANSIENT_CODES.has(Number(error.code)) || TRANSIENT_CODE_NAMES.has(error.codeName);
  }
  if (error instanceof MongoDriverError) return /Pool(Cleared|Closed)|WaitQueue/.test(error.name);
  return isSocketError(error);
}

function isSocketError(error: unknown): boolean {
  return error instanceof Error && SOCKET_CODES.has(String((error as { code?: unknown }).code));
}

/** Runs commands on the driver and translates what they throw. For work of unknown length: there is no deadline. */
export async function translating<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw translated(error);
  }
}

/**
 * Runs commands on the driver for a caller that waits, and translates what they throw.
 * @param signal - the deadline; reads give it to the driver, which then stops waiting too
 * @throws StoreUnavailableError at the deadline. A write that was sent may still happen.
 */
export function withinDeadline<T>(run: (signal: AbortSignal) => Promise<T>, signal = commandDeadline()): Promise<T> {
  return translating(() => untilAborted(signal, run(signal)));
}
