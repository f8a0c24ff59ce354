import type { JsMsg } from '@nats-io/jetstream';
import type { Delivery } from './handling.js';

/** A message that was delivered here and is not settled yet. */
export interface Unsettled {
  /** The latest delivery of the message: only this one can be acknowledged. */
  message: JsMsg;
  /** Absent when the message is no event. */
  delivery?: Delivery;
}

/** The messages that were delivered here and are not settled yet, by sequence in the stream. */
export class UnsettledMessages {
  readonly #bySequence = new Map<number, Unsettled>();
  /** Sequences above the broker's acknowledgement floor that were settled here. The broker can deliver one again. */
  readonly #settled = new Set<number>();

  get all(): readonly Unsettled[] {
    return [...this.#bySequence.values()];
  }

  get(sequence: number): Unsettled | undefined {
    return this.#bySequence.get(sequence);
  }

  add(message: JsMsg): Unsettled {
    const entry = { message };
    this.#bySequence.set(message.seq, entry);
    return entry;
  }

  settle({ message }: Unsettled): void {
    message.ack();
    this.#bySequence.delete(message.seq);
    this.#settled.add(message.seq);
  }

  /** Those that the broker counts as not acknowledged: all but repetitions of what was acknowledged here. */
  counted(): readonly Unsettled[] {
    return this.all.filter(({ message }) => !this.#settled.has(message.seq));
  }

  /** How many of the entries are still here. */
  remaining(entries: readonly Unsettled[]): number {
    return entries.filter((entry) => this.#bySequence.get(entry.message.seq) === entry).length;
  }

  /** The broker has the acknowledgements of all messages up to this sequence. */
  acknowledgedUpTo(sequence: number): void {
    for (const settled of this.#settled) if (settled <= sequence) this.#settled.delete(settled);
  }
}
