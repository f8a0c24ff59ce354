const LEAST_STEP_MILLIS = 1_000;

interface Dated {
  readonly occurredAt: Date;
}

/**
 * The end of the time in which pending events are read while there is a backlog. Only the oldest are needed, but a server
 * that does not sort by the index would otherwise sort the whole backlog for every batch.
 */
export class ReadWindow {
  #until: number | undefined;
  #step = LEAST_STEP_MILLIS;

  /** The end of the window. Absent: no limit. */
  get until(): Date | undefined {
    return this.#until === undefined ? undefined : new Date(this.#until);
  }

  /** After a batch that was not full: doubles the window, and in the end removes its limit. */
  widen(now: number): void {
    this.#step *= 2;
    this.#until = (this.#until ?? now) + this.#step;
    if (this.#until >= now) this.#until = undefined;
  }

  /** After a full batch: moves the window by the time that the batch spans. */
  full(events: readonly Dated[]): void {
    const [first, last] = [events.at(0), events.at(-1)].map((event) => event?.occurredAt.getTime() ?? 0);
    this.#step = Math.max((last ?? 0) - (first ?? 0), LEAST_STEP_MILLIS);
    this.#until = (last ?? 0) + this.#step;
  }
}
