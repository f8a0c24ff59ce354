import { setTimeout as wait } from 'node:timers/promises';

const FIRST_PAUSE_MILLIS = 100;
const LONGEST_PAUSE_MILLIS = 10_000;

/** The pause before the next attempt: doubles with each failure, up to ten seconds, with jitter. */
export function pauseMillis(failures: number): number {
  const longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS * 2 ** Math.min(failures, 10));
  return longest / 2 + Math.random() * (longest / 2);
}

/** Waits. Ends early when the signal is aborted. */
export async function pause(millis: number, signal: AbortSignal): Promise<void> {
  await wait(millis, undefined, { signal }).catch(() => {});
}
