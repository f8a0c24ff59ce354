import { backOffMillis, waited } from './back-off.js';
import { CustomerLanes, type Task } from './customer-lanes.js';
import {
  BrokerAway,
  type HeldLeases,
  type Lease,
  type MessagePublisher,
  type OutboxReader,
  type PendingEvent,
  type RelayObserver,
  Unpublishable,
} from './ports.js';
import { PublishedMarks } from './published-marks.js';
import { WakeUp } from './wake-up.js';

/** How many customers have an event in flight at once. */
export const WINDOW = 256;
/** How many events are read ahead of the window. */
const READ_AHEAD = 4_096;
/** The least time between two reads that came to the end of the outbox, however often the bell rings. */
const BREATH_MILLIS = 10;

export interface RelaySettings {
  readonly outbox: OutboxReader;
  readonly publisher: MessagePublisher;
  readonly leases: HeldLeases;
  readonly observer: RelayObserver;
  /** How long to wait before looking again when nothing waits. */
  readonly idleMillis: () => number;
}

/**
 * Carries events from the outbox to the broker: per customer one after the other, many customers at once. Reading,
 * publishing and marking go on side by side.
 */
export class Relay {
  readonly #settings: RelaySettings;
  readonly #lanes = new CustomerLanes();
  readonly #marks: PublishedMarks;
  readonly #inFlight = new Map<Task, Promise<void>>();
  readonly #stopped = new AbortController();
  readonly #wakeUp = new WakeUp();
  /** Marked while a read was under way, which may still give them. */
  #forgetAfterRead: PendingEvent[] = [];
  #isReading = false;
  #isFull = false;
  #heldBack = 0;
  #pause: NodeJS.Timeout | undefined;
  #pauses = 0;
  #reading: Promise<void> | undefined;

  constructor(settings: RelaySettings) {
    this.#settings = settings;
    this.#marks = new PublishedMarks({
      outbox: settings.outbox,
      onMarked: (events) => this.#forget(events),
      onFailed: (error) => settings.observer.outboxFailed(error),
    });
  }

  start(): void {
    this.#reading ??= this.#read();
  }

  /** There may be new events, or new leases. */
  wake(): void {
    this.#wakeUp.ring();
  }

  /** The broker can be reached again: no need to wait for the end of the pause. */
  resume(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.#pump();
  }

  /** Resolves when nothing is in flight under a lease that ended, and all that was published is written down. */
  async settled(lease: Lease): Promise<void> {
    await Promise.all([...this.#inFlight].filter(([task]) => task.lease === lease).map(([, sent]) => sent));
    await this.#marks.flush();
  }

  /** Starts nothing more, waits for the acknowledgements that are due and writes them down. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    clearTimeout(this.#pause);
    this.wake();
    await this.#reading;
    await Promise.all(this.#inFlight.values());
    await this.#marks.flush();
    this.#marks.stop();
  }

  async #read(): Promise<void> {
    let failures = 0;
    while (!this.#stopped.signal.aborted) {
      try {
        const found = await this.#readOnce();
        failures = 0;
        if (found !== 'more') await waited(BREATH_MILLIS, this.#stopped.signal);
        if (found === 'nothing') await this.#wakeUp.wait(this.#settings.idleMillis());
      } catch (error) {
        this.#settings.observer.outboxFailed(error);
        await waited(backOffMillis(failures), this.#stopped.signal);
        failures += 1;
      }
    }
  }

  /** Takes in what waits, if there is room for it. */
  async #readOnce(): Promise<'more' | 'some' | 'nothing'> {
    const leases = new Map(this.#settings.leases.held().map((lease) => [lease.partition, lease]));
    this.#isFull = this.#lanes.size >= READ_AHEAD;
    if (leases.size === 0 || this.#isFull) return 'nothing';
    // What is here already, and what must wait, stands at the head of the outbox and is read again.
    const limit = this.#lanes.size + this.#heldBack + READ_AHEAD;
    this.#isReading = true;
    try {
      const { events, heldBack } = await this.#settings.outbox.pending({ partitions: [...leases.keys()], limit });
      this.#heldBack = heldBack;
      const fresh = events.filter((event) => this.#takeIn(event, leases.get(event.partition))).length;
      this.#pump();
      if (events.length + heldBack >= limit) return 'more';
      return fresh > 0 ? 'some' : 'nothing';
    } finally {
      this.#isReading = false;
      this.#lanes.forget(this.#forgetAfterRead.splice(0));
    }
  }

  #takeIn(event: PendingEvent, lease: Lease | undefined): boolean {
    return lease?.isValid() === true && this.#lanes.add(event, lease);
  }

  #forget(events: readonly PendingEvent[]): void {
    if (this.#isReading) this.#forgetAfterRead.push(...events);
    else this.#lanes.forget(events);
    if (this.#isFull && this.#lanes.size < READ_AHEAD / 2) this.wake();
  }

  #pump(): void {
    while (this.#inFlight.size < WINDOW && this.#pause === undefined && !this.#stopped.signal.aborted) {
      const task = this.#lanes.next();
      if (task === undefined) return;
      if (task.lease.isValid()) this.#send(task);
      else this.#lanes.abandon(task);
    }
  }

  #send(task: Task): void {
    const sent = this.#publish(task).finally(() => {
      this.#inFlight.delete(task);
      this.#pump();
    });
    this.#inFlight.set(task, sent);
  }

  async #publish(task: Task): Promise<void> {
    try {
      const { duplicate } = await this.#settings.publisher.publish(task.event);
      this.#pauses = 0;
      this.#settings.observer.published(task.event, duplicate);
      this.#marks.add(task.event);
      this.#lanes.acknowledged(task);
    } catch (error) {
      if (error instanceof Unpublishable) await this.#setAside(task, error.message);
      else this.#failed(task, error);
    }
  }

  #failed(task: Task, error: unknown): void {
    this.#settings.observer.publishFailed(task.event, error);
    if (!task.lease.isValid()) return this.#lanes.abandon(task);
    if (error instanceof BrokerAway) {
      this.#lanes.again(task);
      this.#pauseAll();
    } else {
      this.#againLater(task);
    }
  }

  /** Only this customer waits; its lane stays closed meanwhile. */
  #againLater(task: Task): void {
    void waited(backOffMillis(task.failures), this.#stopped.signal).then(() => {
      this.#lanes.again(task);
      this.#pump();
    });
    task.failures += 1;
  }

  #pauseAll(): void {
    if (this.#pause !== undefined || this.#stopped.signal.aborted) return;
    this.#pause = setTimeout(() => this.resume(), backOffMillis(this.#pauses));
    this.#pauses += 1;
  }

  /** What waits behind it is given up here and held back by the outbox: there must be no gap in a customer's events. */
  async #setAside(task: Task, reason: string): Promise<void> {
    try {
      await this.#settings.outbox.setAside(task.event, reason);
      this.#settings.observer.setAside(task.event, reason);
      this.#lanes.abandon(task);
    } catch (error) {
      this.#settings.observer.outboxFailed(error);
      this.#againLater(task);
    }
  }
}
