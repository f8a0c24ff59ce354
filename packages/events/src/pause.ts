const SHORTEST_MILLIS = 100;
const LONGEST_MILLIS = 10_000;

/** How long to wait after so many failures: doubling, with jitter. */
export function pauseMillis(failures: number): number {
  const longest = Math.min(LONGEST_MILLIS, SHORTEST_MILLIS * 2 ** Math.min(failures, 10));
  return longest / 2 + Math.random() * (longest / 2);
}

/** Waits, at most until the signal comes. */
export function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, millis);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
