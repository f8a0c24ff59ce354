/** A handler ran longer than `handlerTimeoutMillis`. Its signal is aborted and the event counts as refused once. */
export class HandlerTimeoutError extends Error {
  override name = 'HandlerTimeoutError';
}

/**
 * Another process wrote the position of this customer in the meantime. {@link Positions.set} throws it, and the
 * consumer then reads the position again.
 */
export class StalePositionError extends Error {
  override name = 'StalePositionError';
}

/** The place where positions are kept does not exist and could not be created. The message says what to do. */
export class PositionsMissingError extends Error {
  override name = 'PositionsMissingError';
}

/**
 * The broker gave this consumer to another process, because this one was suspended, blocked or cut off. Handlers that
 * still run get it as the reason of their signal.
 */
export class PinLostError extends Error {
  override name = 'PinLostError';
}

/** Errors as the text of a header or a log: name and message, never a stack. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
