/** An event of the stream, as the gateway passes it on: its JSON is never changed. */
export interface StreamEvent {
  /** The sequence in the stream. */
  readonly sequence: number;
  readonly organisationId: number;
  readonly customerNumber: number;
  /** The type of the CloudEvent, such as `customer.updated.v1`. */
  readonly type: string;
  /** When the change happened, in milliseconds since 1970. */
  readonly time: number;
  /** The epoch of the database that the change was made in. */
  readonly epoch: number;
  /** The CloudEvent as JSON, in UTF-8. */
  readonly json: Buffer;
}

export interface WindowLimits {
  /** The maximum number of events. */
  readonly events: number;
  /** The maximum size of their JSON, in bytes. */
  readonly bytes: number;
}

/** Measured: an event has about 500 bytes, so a full window takes about 15 MiB with its objects. */
const LIMITS: WindowLimits = { events: 20_000, bytes: 16 * 1024 * 1024 };

/**
 * The newest events of the stream, without a gap: every event from {@link start} to {@link end} is in it. The events of a
 * sequence that the stream no longer has are none.
 */
export class RecentEvents {
  readonly #limits: WindowLimits;
  #events: StreamEvent[] = [];
  /** The index of the oldest event: removed ones are cut off together, because each cut moves all events. */
  #oldest = 0;
  #bytes = 0;
  #start: number;
  #end: number;

  /** @param start - the sequence of the first event that will be added, or would be */
  constructor(start: number, limits: WindowLimits = LIMITS) {
    this.#limits = limits;
    this.#start = start;
    this.#end = start - 1;
  }

  /** The first sequence that the window knows. */
  get start(): number {
    return this.#start;
  }

  /** The last sequence that the window knows. It is `start - 1` while the window is empty. */
  get end(): number {
    return this.#end;
  }

  /** The event with a sequence, if it is in the window. */
  at(sequence: number): StreamEvent | undefined {
    const event = this.#events[this.#indexAfter(sequence - 1)];
    return event?.sequence === sequence ? event : undefined;
  }

  /** Adds the next event of the stream. The oldest ones leave when there are too many. */
  add(event: StreamEvent): void {
    this.#events.push(event);
    this.#bytes += event.json.length;
    this.#end = event.sequence;
    while (this.#events.length - this.#oldest > this.#limits.events || this.#bytes > this.#limits.bytes) {
      const removed = this.#events[this.#oldest] as StreamEvent;
      this.#bytes -= removed.json.length;
      this.#start = removed.sequence + 1;
      this.#oldest += 1;
    }
    if (this.#oldest > this.#limits.events / 2 || this.#oldest === this.#events.length) {
      this.#events = this.#events.slice(this.#oldest);
      this.#oldest = 0;
    }
  }

  /** Notes that a sequence is no event. */
  skip(sequence: number): void {
    this.#end = sequence;
    if (this.#oldest === this.#events.length) this.#start = sequence + 1;
  }

  /** The events after a sequence, in order. Requires that the window knows all of them: `sequence + 1 >= start`. */
  *after(sequence: number): Generator<StreamEvent, void, undefined> {
    for (let at = this.#indexAfter(sequence); at < this.#events.length; at += 1) yield this.#events[at] as StreamEvent;
  }

  /** Binary search for the first event after a sequence. */
  #indexAfter(sequence: number): number {
    let [low, high] = [this.#oldest, this.#events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#events[middle] as StreamEvent).sequence <= sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
