import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/nats-core';
import { BrokerUnavailableError, UnpublishableEventError } from './ports.js';

/** The stream does not exist. */
export class StreamMissingError extends BrokerUnavailableError {
  override name = 'StreamMissingError';
}

/** JetStream does not answer: the cluster has no quorum, or the server has switched it off, as after a full disk. */
export class StreamUnavailableError extends BrokerUnavailableError {
  override name = 'StreamUnavailableError';
}

/** The broker has the stream but takes nothing into it: the stream is full, or the disk is, or a limit is reached. */
export class StreamRefusedError extends BrokerUnavailableError {
  override name = 'StreamRefusedError';
}

const MESSAGE_TOO_LARGE = 10054;
const OTHER_STREAM_ANSWERED = 10060;

/** "JetStream system temporarily unavailable": the cluster has no leader. */
const NO_QUORUM = 10008;

/** "duplicate message id is in process": an earlier copy of the message still waits for a majority of the servers. */
const COPY_IN_PROCESS = 10158;

/** Translates errors of NATS, by class and code. Unknown errors are returned unchanged. No other place reads them. */
export function translatedNatsError(error: unknown): unknown {
  if (isStreamMissing(error)) return new StreamMissingError('The stream is missing.', { cause: error });
  if (isUnavailable(error)) return new StreamUnavailableError('JetStream does not answer.', { cause: error });
  // Like a time-out, this may be of one message only. The stream refuses nothing.
  if (error instanceof JetStreamApiError && error.code === COPY_IN_PROCESS) return error;
  if (error instanceof JetStreamApiError) {
    return error.code === MESSAGE_TOO_LARGE
      ? new UnpublishableEventError('The event is larger than the stream allows.', { cause: error })
      : new StreamRefusedError(error.message, { cause: error });
  }
  // A permission may be missing for one customer only, and a time-out may be of one message only.
  if (error instanceof errors.TimeoutError || permissionViolation(error)) return error;
  const isConnection = [
    errors.ClosedConnectionError,
    errors.DrainingConnectionError,
    errors.ConnectionError,
    errors.RequestError,
  ].some((kind) => error instanceof kind);
  return isConnection ? new BrokerUnavailableError('The broker can not be reached.', { cause: error }) : error;
}

/**
 * Translates the error of a request to the API of JetStream. Unlike a publish, a request that times out means that no
 * server leads the stream.
 */
export function translatedApiError(error: unknown): unknown {
  if (error instanceof errors.TimeoutError) {
    return new StreamUnavailableError('JetStream does not answer in time.', { cause: error });
  }
  return translatedNatsError(error);
}

/** By name: the library exports no class for it. */
function isUnavailable(error: unknown): boolean {
  if (error instanceof JetStreamApiError) return error.code === NO_QUORUM;
  return error instanceof Error && error.name === 'JetStreamNotEnabled';
}

/** Whether a request found no stream: the subject has no responder, or another stream responds. */
export function isStreamMissing(error: unknown): boolean {
  if (error instanceof JetStreamApiError) {
    return error.code === JetStreamApiCodes.StreamNotFound || error.code === OTHER_STREAM_ANSWERED;
  }
  return noResponders(error) || (error instanceof Error && noResponders(error.cause));
}

function noResponders(error: unknown): boolean {
  return error instanceof errors.RequestError && error.isNoResponders();
}

function permissionViolation(error: unknown): boolean {
  return (
    error instanceof errors.PermissionViolationError ||
    (error instanceof Error && error.cause instanceof errors.PermissionViolationError)
  );
}
