import type { OutboxEvent } from '@profiles/mongo-store/outbox';
import { backOffMillis } from '@profiles/nats-connection';
import type { PendingEvents } from './ports.js';

const MAX_BATCH_SIZE = 1_000;
const MAX_WAIT_MILLIS = 20;

interface Settings {
  readonly outbox: Pick<PendingEvents, 'markPublished'>;
  /** Called with the marked events. */
  readonly onMarked: (events: readonly OutboxEvent[]) => void;
  readonly onFailed: (error: unknown) => void;
}

/**
 * Marks published events in bulk. After a crash before the mark an event is published again with the same id, which the
 * broker recognises.
 */
export class PublishedMarks {
  readonly #settings: Settings;
  #waiting: OutboxEvent[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<boolean> | undefined;
  #failures = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  add(event: OutboxEvent): void {
    this.#waiting.push(event);
    if (this.#waiting.length >= MAX_BATCH_SIZE && this.#failures === 0) void this.#write();
    else this.#writeIn(MAX_WAIT_MILLIS);
  }

  /** Writes all waiting marks. False when the outbox failed; they are then tried again later. */
  async flush(): Promise<boolean> {
    while (this.#waiting.length > 0 || this.#writing !== undefined) {
      if (!(await this.#write())) return false;
    }
    return true;
  }

  /** Ends the tries. Events without a mark are published again by the next publisher. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  #writeIn(millis: number): void {
    this.#timer ??= setTimeout(() => void this.#write(), millis);
  }

  /** One write at a time, so that marks are in the order of the acknowledgements. */
  #write(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing ??= this.#writeNext().finally(() => {
      this.#writing = undefined;
      if (this.#waiting.length > 0) this.#writeIn(this.#failures > 0 ? backOffMillis(this.#failures) : 0);
    });
    return this.#writing;
  }

  async #writeNext(): Promise<boolean> {
    const events = this.#waiting.splice(0, MAX_BATCH_SIZE);
    try {
      if (events.length > 0) await this.#settings.outbox.markPublished(events);
    } catch (error) {
      this.#waiting.unshift(...events);
      this.#failures += 1;
      this.#settings.onFailed(error);
      return false;
    }
    this.#failures = 0;
    this.#settings.onMarked(events);
    return true;
  }
}
