import { setMaxListeners } from 'node:events';
import type { Lease } from '@profiles/mongo-store/leases';
import type { OutboxEvent } from '@profiles/mongo-store/outbox';
import { backOffMillis, waited } from '@profiles/nats-connection';
import type { CustomerQueues, Task } from './customer-queues.js';
import {
  type BatchPublisher,
  BatchRefusedError,
  BrokerUnavailableError,
  type PendingEvents,
  type RelayObserver,
  UnpublishableEventError,
} from './ports.js';
import { publishBatchInSpans, publishInSpan } from './publish-spans.js';

/** The maximum number of events in flight one by one, each of another customer. */
export const WINDOW = 256;

/** The maximum number of events in a batch. nats-server allows 1 000. */
export const MAX_BATCH_SIZE = 500;

/** The maximum number of batches in flight. nats-server allows 50 for each stream, of all publishers together. */
export const MAX_BATCHES = 3;

/** With fewer waiting events they are published one by one: a small batch costs the server more than its messages. */
export const MIN_BATCH_SIZE = 16;

interface Settings {
  readonly queues: CustomerQueues;
  readonly publisher: BatchPublisher;
  readonly outbox: Pick<PendingEvents, 'park'>;
  readonly observer: RelayObserver;
  readonly onAcknowledged: (event: OutboxEvent) => void;
}

/** Publishes the events that are ready, up to the window, and decides about failures. */
export class Sender {
  readonly #settings: Settings;
  /** The events of each publish: one, or those of a batch. */
  readonly #inFlight = new Map<readonly Task[], Promise<void>>();
  #batches = 0;
  readonly #stopped = new AbortController();
  #pause: NodeJS.Timeout | undefined;
  #pauses = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    // One listener for each customer that waits for its next try.
    setMaxListeners(0, this.#stopped.signal);
  }

  /** Starts as many publishes as the window has room for. */
  pump(): void {
    while (this.#pause === undefined && !this.#stopped.signal.aborted) {
      const isBatch = this.#settings.publisher.takesBatches && this.#settings.queues.waiting >= MIN_BATCH_SIZE;
      if (!this.#hasRoomForSingle() || (isBatch && this.#batches >= MAX_BATCHES)) return;
      const tasks = this.#take(isBatch ? MAX_BATCH_SIZE : 1);
      if (tasks.length === 0) return;
      this.#send(tasks);
    }
  }

  /** Ends the pause, because the broker can be reached again. */
  resume(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.pump();
  }

  /** Resolves when nothing is in flight under an ended lease. */
  async drained(lease: Lease): Promise<void> {
    const ofLease = [...this.#inFlight].filter(([tasks]) => tasks.some((task) => task.lease === lease));
    await Promise.all(ofLease.map(([, sent]) => sent));
  }

  /** Starts no more publishes and waits for the acknowledgements in flight. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    clearTimeout(this.#pause);
    await Promise.all(this.#inFlight.values());
  }

  /** Events under valid leases that may be published together: in order per customer, at most this many. */
  #take(max: number): readonly Task[] {
    const { queues } = this.#settings;
    const taken: Task[] = [];
    while (taken.length < max && this.#hasRoomForSingle()) {
      const own = queues.next(max - taken.length);
      const [first] = own;
      if (first === undefined) break;
      if (!own.every((task) => task.lease.isValid())) queues.abandon(own);
      else if (!first.isSingle) taken.push(...own);
      else if (taken.length === 0) return own;
      else this.#send([first]);
    }
    return taken;
  }

  #hasRoomForSingle(): boolean {
    return this.#inFlight.size - this.#batches < WINDOW;
  }

  /** Publishes one event by itself, or several as a batch. */
  #send(tasks: readonly Task[]): void {
    const [first, second] = tasks;
    if (first === undefined) return;
    const isBatch = second !== undefined;
    if (isBatch) this.#batches += 1;
    const sent = (isBatch ? this.#publishBatch(tasks) : this.#publish(first)).finally(() => {
      this.#inFlight.delete(tasks);
      if (isBatch) this.#batches -= 1;
      this.pump();
    });
    this.#inFlight.set(tasks, sent);
  }

  async #publish(task: Task): Promise<void> {
    try {
      const event = { event: task.event, maybePublished: maybePublished(task) };
      this.#acknowledged(task, await publishInSpan(this.#settings.publisher, event));
    } catch (error) {
      if (error instanceof UnpublishableEventError) await this.#setAside(task, error.message);
      else this.#failed(task, error);
    }
  }

  async #publishBatch(tasks: readonly Task[]): Promise<void> {
    const batch = tasks.map((task) => ({ event: task.event, maybePublished: maybePublished(task) }));
    try {
      const results = await publishBatchInSpans(this.#settings.publisher, batch);
      for (const [at, task] of tasks.entries()) this.#acknowledged(task, results[at] ?? { duplicate: false });
    } catch (error) {
      this.#batchFailed(tasks, error);
    }
  }

  #acknowledged(task: Task, { duplicate }: { duplicate: boolean }): void {
    const { observer, queues, onAcknowledged } = this.#settings;
    this.#pauses = 0;
    observer.published(task.event, duplicate);
    onAcknowledged(task.event);
    queues.acknowledged(task);
  }

  /**
   * Each event is then published by itself: the error does not say which of them it concerns, and a batch with an event
   * that the stream has already is refused whole. The stream may have taken all of them.
   */
  #batchFailed(tasks: readonly Task[], error: unknown): void {
    const { observer, queues } = this.#settings;
    if (error instanceof BatchRefusedError) observer.batchRefused(error);
    for (const own of byCustomer(tasks)) {
      for (const task of own) {
        task.isSingle = true;
        task.failures += 1;
        if (!(error instanceof BatchRefusedError)) observer.publishFailed(task.event, error);
      }
      if (own.every((task) => task.lease.isValid())) queues.again(own);
      else queues.abandon(own);
    }
    if (error instanceof BrokerUnavailableError) this.#pauseAll();
  }

  #failed(task: Task, error: unknown): void {
    const { observer, queues } = this.#settings;
    task.failures += 1;
    observer.publishFailed(task.event, error);
    if (!task.lease.isValid()) {
      queues.abandon([task]);
    } else if (error instanceof BrokerUnavailableError) {
      queues.again([task]);
      this.#pauseAll();
    } else {
      this.#againLater(task);
    }
  }

  /** Only this customer waits: its queue stays closed until then. */
  #againLater(task: Task): void {
    void waited(backOffMillis(task.failures - 1), this.#stopped.signal).then(() => {
      this.#settings.queues.again([task]);
      this.pump();
    });
  }

  #pauseAll(): void {
    if (this.#pause !== undefined || this.#stopped.signal.aborted) return;
    this.#pause = setTimeout(() => this.resume(), backOffMillis(this.#pauses));
    this.#pauses += 1;
  }

  /** Abandons the events behind it; the outbox holds them back, so that a customer's events have no gap. */
  async #setAside(task: Task, reason: string): Promise<void> {
    const { outbox, observer, queues } = this.#settings;
    // Only the owner of the partition may park: a newer owner may have published the event.
    if (!task.lease.isValid()) return queues.abandon([task]);
    try {
      await outbox.park(task.event, reason);
      observer.park(task.event, reason);
      queues.abandon([task]);
    } catch (error) {
      observer.outboxFailed(error);
      this.#againLater(task);
    }
  }
}

/** The tasks of each customer, in their order. In a batch they stand side by side. */
function byCustomer(tasks: readonly Task[]): readonly (readonly Task[])[] {
  const groups: Task[][] = [];
  for (const task of tasks) {
    const last = groups.at(-1);
    if (last?.[0]?.event.customerNumber === task.event.customerNumber) last.push(task);
    else groups.push([task]);
  }
  return groups;
}

const CLOCK_MARGIN_MILLIS = 60_000;

/** Whether the event may be in the stream already: after a failure here, or by a previous owner of the partition. */
function maybePublished({ event, lease, failures }: Task): boolean {
  return failures > 0 || event.occurredAt.getTime() < lease.takenAt.getTime() + CLOCK_MARGIN_MILLIS;
}
