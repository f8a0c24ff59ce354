const LEAST_STEP_MILLIS = 1_000;

interface Dated {
  readonly occurredAt: Date;
}

/**
 * Up to when the outbox is looked at while there is a backlog. The oldest events alone are wanted, but a server that
 * does not follow the index when it sorts would otherwise put the whole backlog in order for every batch.
 */
export class ReadWindow {
  #until: number | undefined;
  #step = LEAST_STEP_MILLIS;

  /** Absent: nothing is left out. */
  get until(): Date | undefined {
    return this.#until === undefined ? undefined : new Date(this.#until);
  }

  /** Nearer than all there is, and less was found than wanted: looks twice as far, in the end at everything. */
  widen(now: number): void {
    this.#step *= 2;
    this.#until = (this.#until ?? now) + this.#step;
    if (this.#until >= now) this.#until = undefined;
  }

  /** A batch was full: the next one lies about as far again behind it. */
  full(events: readonly Dated[]): void {
    const [first, last] = [events.at(0), events.at(-1)].map((event) => event?.occurredAt.getTime() ?? 0);
    this.#step = Math.max((last ?? 0) - (first ?? 0), LEAST_STEP_MILLIS);
    this.#until = (last ?? 0) + this.#step;
  }
}
