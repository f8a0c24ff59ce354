/** A batch that was sent. */
interface Sent<K, R> {
  readonly key: K;
  readonly result: Promise<R>;
}

/** How batches are sent. */
export interface InFlightOptions<K, R> {
  /** The most batches whose results are not known. */
  readonly max: number;
  /** Whether a batch must not be sent before the results of an earlier one are known. */
  readonly dependsOn: (key: K, earlier: K) => boolean;
  /** Receives the results in the order in which the batches were sent. */
  readonly onResult: (result: R) => Promise<void>;
}

/**
 * Batches that are sent before the results of the last are known, a limited number of them. Results are handed on in the order
 * of sending, so that what is known is always the beginning.
 */
export class BatchesInFlight<K, R> {
  readonly #options: InFlightOptions<K, R>;
  readonly #sent: Sent<K, R>[] = [];

  constructor(options: InFlightOptions<K, R>) {
    this.#options = options;
  }

  /**
   * Sends a batch as soon as there is room for it, and no batch in flight that it depends on.
   * @throws the error of an earlier batch, after those behind it have ended
   */
  async send(key: K, start: () => Promise<R>): Promise<void> {
    const { max, dependsOn } = this.#options;
    while (this.#sent.length >= max || this.#sent.some((earlier) => dependsOn(key, earlier.key))) await this.#next();
    const result = start();
    // Its error is thrown when its turn comes.
    result.catch(() => undefined);
    this.#sent.push({ key, result });
  }

  /**
   * Waits for all results.
   * @throws the error of a batch, after those behind it have ended
   */
  async end(): Promise<void> {
    while (this.#sent.length > 0) await this.#next();
  }

  async #next(): Promise<void> {
    const first = this.#sent.shift();
    if (first === undefined) return;
    try {
      await this.#options.onResult(await first.result);
    } catch (error) {
      await Promise.allSettled(this.#sent.map(({ result }) => result));
      throw error;
    }
  }
}
