/** How often the event loop is looked at, in milliseconds. */
const TICK_MILLIS = 10;

/** How late an event loop is. */
export interface Lateness {
  /** A tick has come. */
  ticked(now: number): void;
  /**
   * For how long a request that is read now may have been waiting: in milliseconds, negative while nothing is late.
   * One long turn of the loop alone, such as a large answer or a garbage collection, does not count: the turn before it
   * must have been late as well.
   */
  at(now: number): number;
}

/**
 * Lateness from ticks that should come regularly. A tick that is overdue tells how late it is before it comes: so
 * who is read early in a long turn has a small figure and who is read late a large one, and nobody has to wait for a
 * sample. All times are in milliseconds on one clock.
 */
export function latenessOf(startedAt: number, tickMillis = TICK_MILLIS): Lateness {
  let dueAt = startedAt + tickMillis;
  let before = 0;
  return {
    ticked(now) {
      before = now - dueAt;
      dueAt = now + tickMillis;
    },
    at: (now) => Math.min(before, now - dueAt),
  };
}

/** Watches the event loop of this process; it keeps no process alive. */
export function watchEventLoop(): { millisLate(): number; stop(): void } {
  const lateness = latenessOf(performance.now());
  const timer = setInterval(() => lateness.ticked(performance.now()), TICK_MILLIS).unref();
  return { millisLate: () => lateness.at(performance.now()), stop: () => clearInterval(timer) };
}
