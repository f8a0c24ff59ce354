import { setTimeout } from 'node:timers/promises';

/** How an app is waited for, in milliseconds. */
interface Patience {
  /** The time between two looks, and so the precision with which the start of an app is measured. */
  readonly everyMillis: number;
  readonly maxMillis: number;
}

/**
 * Waits until an app serves.
 *
 * @param url - its origin
 * @throws when it does not in time
 */
export async function untilReady(url: string, { everyMillis, maxMillis }: Patience): Promise<void> {
  const until = performance.now() + maxMillis;
  while (performance.now() < until) {
    const isReady = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await setTimeout(everyMillis);
  }
  throw new Error(`${url} was not ready after ${maxMillis / 1000} s.`);
}
