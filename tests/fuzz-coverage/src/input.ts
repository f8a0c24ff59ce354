/** Reads values from the bytes of a fuzzer, from the beginning. When they are used up, it gives zeros and empty texts. */
export class FuzzInput {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isEmpty(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    this.#at += 1;
    return this.#bytes[this.#at - 1] ?? 0;
  }

  /** One of the values. */
  pick<T>(values: readonly [T, ...T[]]): T {
    return values[this.byte() % values.length] as T;
  }

  /** Bytes whose number the next byte says. */
  block(): Uint8Array {
    const length = this.byte();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text(): string {
    return Buffer.from(this.block()).toString('utf8');
  }

  /** Everything that is left. */
  rest(): Uint8Array {
    return this.#bytes.subarray(this.#at);
  }
}
