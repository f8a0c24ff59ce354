/** The position from which the next read of the outbox continues. */
export class ReadProgress {
  readonly #fromHeadMillis: number;
  #position: Date | undefined;
  #partitions = '';
  #lastFromHead = Number.NEGATIVE_INFINITY;
  #isRestarted = false;
  #isFromHead = true;

  constructor(fromHeadMillis: number) {
    this.#fromHeadMillis = fromHeadMillis;
  }

  /** Where to continue. Undefined: at the oldest event, because a read was complete, long ago, or of other partitions. */
  positionFor(partitions: readonly number[]): Date | undefined {
    const wanted = partitions.join();
    const now = performance.now();
    const continues = this.#partitions === wanted && now - this.#lastFromHead < this.#fromHeadMillis;
    this.#partitions = wanted;
    this.#isRestarted = false;
    this.#isFromHead = !continues || this.#position === undefined;
    return this.#isFromHead ? undefined : this.#position;
  }

  /** After a read. Without a position it reached the end of the outbox. */
  read(continuesAt: Date | undefined): void {
    // At its end: a slow database would otherwise be read from the head each time.
    if (this.#isFromHead) this.#lastFromHead = performance.now();
    // Without progress, as when more events than a page have one time, only a longer read from the head gets on.
    const isStuck = continuesAt?.getTime() === this.#position?.getTime();
    this.#position = isStuck || this.#isRestarted ? undefined : continuesAt;
  }

  /** The next read begins at the oldest event. */
  restart(): void {
    this.#isRestarted = true;
  }
}
