const MIN_MILLIS = 100;
const MAX_MILLIS = 5_000;

/** How long to wait before trying again: doubling, with jitter, so that several publishers don't come back as one. */
export function backOffMillis(failures: number): number {
  const longest = Math.min(MAX_MILLIS, MIN_MILLIS * 2 ** Math.min(failures + 1, 10));
  return longest / 2 + Math.random() * (longest / 2);
}

/** Waits, at most until the signal comes. */
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
