const MIN_MILLIS = 100;
const MAX_MILLIS = 5_000;

/** The pause before the next try, in milliseconds: doubled each time, with jitter so that publishers spread out. */
export function backOffMillis(failures: number): number {
  const longest = Math.min(MAX_MILLIS, MIN_MILLIS * 2 ** Math.min(failures + 1, 10));
  return longest / 2 + Math.random() * (longest / 2);
}

/** Waits for some milliseconds, or until the signal aborts. */
export function waited(millis: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, millis);
    signal?.addEventListener('abort', end);
    if (signal?.aborted === true) end();
  });
}
