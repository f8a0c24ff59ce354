import type { OutboxEvent } from '@profiles/mongo-store/outbox';
import { backOffMillis, waited } from './back-off.js';
import { CustomerQueues } from './customer-queues.js';
import type { HeldLeases, Lease, MessagePublisher, PendingEvents, RelayObserver } from './ports.js';
import { PublishedMarks } from './published-marks.js';
import { Sender } from './sender.js';
import { WakeUpSignal } from './wake-up-signal.js';

/** The number of events that are read ahead of those in flight. */
const READ_AHEAD = 8_192;
/** The minimum time between two reads to the end of the outbox, whatever the number of wake-up signals. */
const MIN_READ_INTERVAL_MILLIS = 10;

export interface RelaySettings {
  readonly outbox: PendingEvents;
  readonly publisher: MessagePublisher;
  readonly leases: HeldLeases;
  readonly observer: RelayObserver;
  /** The pause before the next read when no event waits, in milliseconds. */
  readonly idleMillis: () => number;
}

/**
 * Publishes events from the outbox: one after the other per customer, many customers at once. Reading, publishing and
 * marking run concurrently.
 */
export class Relay {
  readonly #settings: RelaySettings;
  readonly #queues = new CustomerQueues();
  readonly #marks: PublishedMarks;
  readonly #sender: Sender;
  readonly #stopped = new AbortController();
  readonly #wakeUp = new WakeUpSignal();
  /** Events that were marked during a read, which may still return them. */
  #forgetAfterRead: OutboxEvent[] = [];
  #isReading = false;
  #isFull = false;
  #heldBack = 0;
  #reading: Promise<void> | undefined;

  constructor(settings: RelaySettings) {
    const { outbox, publisher, observer } = settings;
    this.#settings = settings;
    this.#marks = new PublishedMarks({
      outbox,
      onMarked: (events) => this.#forget(events),
      onFailed: (error) => observer.outboxFailed(error),
    });
    this.#sender = new Sender({
      queues: this.#queues,
      publisher,
      outbox,
      observer,
      onAcknowledged: (event) => this.#marks.add(event),
    });
  }

  start(): void {
    this.#reading ??= this.#read();
  }

  /** Signals that there may be new events or leases. */
  wake(): void {
    this.#wakeUp.notify();
  }

  /** Ends the pause, because the broker can be reached again. */
  resume(): void {
    this.#sender.resume();
  }

  /** Resolves when nothing is in flight under an ended lease and all published events are marked. */
  async drained(lease: Lease): Promise<void> {
    await this.#sender.drained(lease);
    await this.#marks.flush();
  }

  /** Starts no more publishes, waits for the acknowledgements in flight and marks them. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.wake();
    await Promise.all([this.#reading, this.#sender.stop()]);
    await this.#marks.flush();
    this.#marks.stop();
  }

  async #read(): Promise<void> {
    let failures = 0;
    while (!this.#stopped.signal.aborted) {
      try {
        const found = await this.#readOnce();
        failures = 0;
        if (found !== 'more') await waited(MIN_READ_INTERVAL_MILLIS, this.#stopped.signal);
        if (found === 'nothing') await this.#wakeUp.wait(this.#settings.idleMillis());
      } catch (error) {
        this.#settings.observer.outboxFailed(error);
        await waited(backOffMillis(failures), this.#stopped.signal);
        failures += 1;
      }
    }
  }

  /** Reads waiting events if there is room for them. */
  async #readOnce(): Promise<'more' | 'some' | 'nothing'> {
    const leases = new Map(this.#settings.leases.held().map((lease) => [lease.partition, lease]));
    this.#isFull = this.#queues.size >= READ_AHEAD;
    if (leases.size === 0 || this.#isFull) return 'nothing';
    // Known events and those that are held back are at the head of the outbox and are read again.
    const limit = this.#queues.size + this.#heldBack + READ_AHEAD;
    this.#isReading = true;
    try {
      const { events, heldBack } = await this.#settings.outbox.pending({ partitions: [...leases.keys()], limit });
      this.#heldBack = heldBack;
      const fresh = events.filter((event) => this.#takeIn(event, leases.get(event.partition))).length;
      this.#sender.pump();
      if (events.length + heldBack >= limit) return 'more';
      return fresh > 0 ? 'some' : 'nothing';
    } finally {
      this.#isReading = false;
      this.#queues.forget(this.#forgetAfterRead.splice(0));
    }
  }

  #takeIn(event: OutboxEvent, lease: Lease | undefined): boolean {
    return lease?.isValid() === true && this.#queues.add(event, lease);
  }

  #forget(events: readonly OutboxEvent[]): void {
    if (this.#isReading) this.#forgetAfterRead.push(...events);
    else this.#queues.forget(events);
    if (this.#isFull && this.#queues.size < READ_AHEAD / 2) this.wake();
  }
}
