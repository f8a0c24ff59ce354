import { npmHasGone } from './npm-has-gone.js';

/** npm hands a Ctrl-C on that the terminal has sent to everybody already: those two are one. */
const SAME_CTRL_C_MS = 1_000;

/**
 * Resolves, to the reason, when this is to end: Ctrl-C, SIGTERM, a closed terminal, or npm killed. A second Ctrl-C ends
 * at once: the guardians then end what is left.
 */
export function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (askedAt !== undefined && Date.now() - askedAt > SAME_CTRL_C_MS) process.exit(130);
        askedAt ??= Date.now();
        resolve(signal);
      });
    }
    void npmHasGone().then(() => resolve('npm has gone'));
  });
}
