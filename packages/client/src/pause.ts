/** Waits, in milliseconds, or until the signal aborts. It runs in browsers, too, unlike `node:timers/promises`. */
export function setTimeout(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      globalThis.clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = globalThis.setTimeout(done, millis);
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });
}
