import type { Clock } from '../ports/clock.js';

/** The share of the time that parts of bulk operations get while other calls are in flight: a third. */
const REST_PER_PART = 2;
/** The longest rest after one part, in milliseconds: the deadline of a call has to suffice for all of its parts. */
const MAX_REST_MILLIS = 200;

/**
 * Shares a process between bulk operations, such as an import, and the calls of others. While no other call is in flight, bulk
 * operations run as they come. While one is, their parts run one at a time, and a rest of twice the time of a part follows
 * each: so they take at most a third of the time.
 */
export class BulkTurns {
  readonly #clock: Clock;
  #others = 0;
  /** Ends with the last part that has a turn, and with its rest. */
  #last: Promise<void> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether a call that is no bulk operation is in flight. */
  get isShared(): boolean {
    return this.#others > 0;
  }

  /** Runs a call that is no bulk operation. */
  async other<T>(call: () => Promise<T>): Promise<T> {
    this.#others += 1;
    try {
      return await call();
    } finally {
      this.#others -= 1;
    }
  }

  /** Runs a part of a bulk operation when it is its turn. */
  async part<T>(work: () => Promise<T>): Promise<T> {
    if (!this.isShared) return work();
    const before = this.#last;
    let release = (): void => undefined;
    this.#last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    const startedAt = Date.parse(this.#clock.now());
    try {
      return await work();
    } finally {
      const taken = Date.parse(this.#clock.now()) - startedAt;
      // The next part alone waits for the rest.
      if (this.isShared) void this.#clock.pause(Math.min(taken * REST_PER_PART, MAX_REST_MILLIS)).then(release);
      else release();
    }
  }
}
