import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/nats-core';

/** The status of a request for something that does not exist. */
const NOT_FOUND = 404;

/** Another message was written to the subject than the caller expected. */
export function isWrongSequence(error: unknown): boolean {
  return (
    error instanceof JetStreamApiError &&
    (error.code === JetStreamApiCodes.StreamWrongLastSequence ||
      error.code === JetStreamApiCodes.StreamWrongLastSequenceUnknown)
  );
}

export function isConsumerMissing(error: unknown): boolean {
  return error instanceof JetStreamApiError && error.status === NOT_FOUND;
}

/** The stream has no such message. */
export function isMessageMissing(error: unknown): boolean {
  return error instanceof JetStreamApiError && error.code === JetStreamApiCodes.NoMessageFound;
}

/** No stream takes the request: the API says so, or the subject has no responder. */
export function isStreamMissing(error: unknown): boolean {
  if (error instanceof JetStreamApiError) return error.code === JetStreamApiCodes.StreamNotFound;
  return hasNoResponders(error) || (error instanceof Error && hasNoResponders(error.cause));
}

function hasNoResponders(error: unknown): boolean {
  return (error instanceof errors.RequestError && error.isNoResponders()) || error instanceof errors.NoRespondersError;
}

/** The server's permissions do not allow the request. */
export function isForbidden(error: unknown): boolean {
  return (
    error instanceof errors.PermissionViolationError ||
    (error instanceof Error && error.cause instanceof errors.PermissionViolationError)
  );
}
