const LOOK_AT_PARENT_MS = 1_000;

/**
 * Resolves when the user wants an end: Ctrl-C, SIGTERM, a closed terminal, or npm, whose command this is, gone
 * without a word (kill -9), after which no Ctrl-C would reach this process any more. A second Ctrl-C ends at once:
 * the guardians then end what is left.
 */
export function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (asked && signal === 'SIGINT') process.exit(130);
        asked = true;
        resolve(signal);
      });
    }
    if (process.env['npm_lifecycle_event'] === undefined) return;
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      resolve('npm has gone');
    }, LOOK_AT_PARENT_MS);
    watch.unref();
  });
}
