/** Interval of the ticks, in milliseconds. */
const TICK_MILLIS = 10;

/** Measures how late an event loop runs its timers. */
export interface Lateness {
  /** Records a tick. */
  ticked(now: number): void;
  /**
   * The longest time that a request read now may have waited, in milliseconds. Negative while the loop keeps up.
   * A single long turn does not count, because a large response or a garbage collection causes one: the turn before it
   * must have been late as well.
   */
  at(now: number): number;
}

/**
 * Derives lateness from ticks that are due at regular intervals. An overdue tick counts before it arrives. A request
 * that is read early in a long turn therefore gets a small value, and one that is read late gets a large value. All
 * times are in milliseconds on one clock.
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

/** Watches the event loop of this process. Its timer does not keep the process alive. */
export function watchEventLoop(): { millisLate(): number; stop(): void } {
  const lateness = latenessOf(performance.now());
  const timer = setInterval(() => lateness.ticked(performance.now()), TICK_MILLIS).unref();
  return { millisLate: () => lateness.at(performance.now()), stop: () => clearInterval(timer) };
}
