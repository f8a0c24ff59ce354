import { HandlerTimeoutError } from './errors.js';
import type { Delivery, HandlingSettings } from './handling.js';

const DEFAULT_TIMEOUT_MILLIS = 30_000;

interface Attempt {
  /** 1 at the first attempt. */
  readonly attempt: number;
  /** Its signal is the handler's. It is aborted here when the time is up. */
  readonly controller: AbortController;
}

/**
 * Runs the handler once. Rejects with the handler's error, or with a {@link HandlerTimeoutError} when the time is up: a
 * handler that ignores its signal is left behind.
 */
export async function runHandler(
  { handle, handlerTimeoutMillis = DEFAULT_TIMEOUT_MILLIS }: HandlingSettings,
  { event, isReplayedDeadLetter, traceparent }: Delivery,
  { attempt, controller }: Attempt,
): Promise<void> {
  const { customerNumber, revision } = event.data;
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const text = `The handler of customer ${customerNumber}, revision ${revision}, took longer than ${handlerTimeoutMillis} ms.`;
      const timeout = new HandlerTimeoutError(text);
      controller.abort(timeout);
      reject(timeout);
    }, handlerTimeoutMillis);
  });
  const handled = (async () =>
    handle(event, { attempt, isReplayedDeadLetter, traceparent, signal: controller.signal }))();
  try {
    await Promise.race([handled, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
