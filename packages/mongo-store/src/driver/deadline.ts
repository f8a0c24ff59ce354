import { setMaxListeners } from 'node:events';

/**
 * The longest time that a command waits for the database, in milliseconds. A caller hears of a database that hangs within
 * five seconds (ARCHITECTURE.md, "When a part is down"): this and {@link RELEASE_MILLIS} add up to less.
 */
const COMMAND_MILLIS = 3_500;
/** The longest time that a failed call waits for its Idempotency-Key to be released, in milliseconds. */
const RELEASE_MILLIS = 500;

/** Deadlines that begin within this time share one signal: a timer and a signal per command would cost each command. */
const GRANULARITY_MILLIS = 250;

/** The reason of an aborted deadline. */
export class DeadlineExceededError extends Error {
  override name = 'DeadlineExceededError';
}

/**
 * Makes deadlines of one length. Each call returns a signal that aborts after `millis`, or up to a quarter of a second
 * earlier.
 */
function deadlinesOf(millis: number): () => AbortSignal {
  let current: AbortSignal | undefined;
  return () => {
    current ??= start();
    return current;
  };

  function start(): AbortSignal {
    const controller = new AbortController();
    // Many commands listen to one signal; that is no leak.
    setMaxListeners(0, controller.signal);
    setTimeout(() => {
      current = undefined;
    }, GRANULARITY_MILLIS).unref();
    setTimeout(
      () => controller.abort(new DeadlineExceededError('The database did not respond in time.')),
      millis,
    ).unref();
    return controller.signal;
  }
}

/** The deadline of a command that starts now. */
export const commandDeadline = deadlinesOf(COMMAND_MILLIS);
/** The deadline of a release that starts now. */
export const releaseDeadline = deadlinesOf(RELEASE_MILLIS);

/** Settles as the promise does, or rejects when the signal aborts. What the promise waits for goes on by itself. */
export function untilAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    const settled = () => signal.removeEventListener('abort', onAbort);
    promise.then(
      (value) => {
        settled();
        resolve(value);
      },
      (error) => {
        settled();
        reject(error);
      },
    );
  });
}
