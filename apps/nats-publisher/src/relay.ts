import { type HeldLeases, type Lease, WakeUpSignal } from '@profiles/mongo-store/leases';
import type { OutboxEvent, PendingBatch } from '@profiles/mongo-store/outbox';
import { backOffMillis, waited } from '@profiles/nats-connection';
import { CustomerQueues } from './customer-queues.js';
import type { BatchPublisher, PendingEvents, RelayObserver } from './ports.js';
import { PublishedMarks } from './published-marks.js';
import { ReadProgress } from './read-progress.js';
import { Sender } from './sender.js';

/** The number of known events up to which more are read. */
const READ_AHEAD = 8_192;
/** The number of events that one read returns. */
const PAGE_SIZE = 4_096;
/**
 * The time after a read from the oldest event on until the next such one, in milliseconds. In between a read continues where
 * the one before ended, and misses events that became visible late or were held back.
 */
const READ_FROM_HEAD_MILLIS = 5_000;
/** The minimum time between two reads to the end of the outbox, whatever the number of wake-up signals. */
const MIN_READ_INTERVAL_MILLIS = 10;

export interface RelaySettings {
  readonly outbox: PendingEvents;
  readonly publisher: BatchPublisher;
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
  readonly #progress = new ReadProgress(READ_FROM_HEAD_MILLIS);
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
    const partitions = [...leases.keys()];
    const after = this.#progress.positionFor(partitions);
    // Known events and those that are held back are at the head of the outbox and are read again.
    const limit = PAGE_SIZE + (after === undefined ? this.#queues.size + this.#heldBack : 0);
    this.#isReading = true;
    try {
      const isNext = (event: OutboxEvent) => this.#queues.isNext(event);
      const page = await this.#settings.outbox.pending({ partitions, limit, after, isNext });
      if (after === undefined) this.#heldBack = page.heldBack;
      const fresh = this.#takeIn(page, leases);
      this.#progress.read(page.continuesAt);
      this.#sender.pump();
      if (page.continuesAt !== undefined) return 'more';
      return fresh > 0 || after !== undefined ? 'some' : 'nothing';
    } finally {
      this.#isReading = false;
      this.#queues.forget(this.#forgetAfterRead.splice(0));
    }
  }

  /** Returns the number of events that were not known. */
  #takeIn({ events, followers }: PendingBatch, leases: ReadonlyMap<number, Lease>): number {
    let fresh = 0;
    for (const event of events) {
      const lease = leases.get(event.partition);
      if (lease?.isValid() !== true) continue;
      // The event before may have been abandoned during the read: this one then waits for a read of both.
      if (followers.has(event.customerNumber) && !this.#queues.isNext(event)) this.#progress.restart();
      else if (this.#queues.add(event, lease)) fresh += 1;
    }
    return fresh;
  }

  #forget(events: readonly OutboxEvent[]): void {
    if (this.#isReading) this.#forgetAfterRead.push(...events);
    else this.#queues.forget(events);
    if (this.#isFull && this.#queues.size < READ_AHEAD - PAGE_SIZE / 2) this.wake();
  }
}
