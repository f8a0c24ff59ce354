import { setMaxListeners } from 'node:events';
import type { OutboxEvent } from '@profiles/mongo-store/outbox';
import { backOffMillis, waited } from './back-off.js';
import type { CustomerQueues, Task } from './customer-queues.js';
import {
  BrokerUnavailableError,
  type Lease,
  type MessagePublisher,
  type PendingEvents,
  type RelayObserver,
  UnpublishableEventError,
} from './ports.js';

/** How many customers have an event in flight at once. */
export const WINDOW = 256;

interface Settings {
  readonly queues: CustomerQueues;
  readonly publisher: MessagePublisher;
  readonly outbox: Pick<PendingEvents, 'park'>;
  readonly observer: RelayObserver;
  readonly onAcknowledged: (event: OutboxEvent) => void;
}

/** Keeps the window full: publishes what the queues have ready, and decides what becomes of what failed. */
export class Sender {
  readonly #settings: Settings;
  readonly #inFlight = new Map<Task, Promise<void>>();
  readonly #stopped = new AbortController();
  #pause: NodeJS.Timeout | undefined;
  #pauses = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    // One listener for each customer that waits for its next try.
    setMaxListeners(0, this.#stopped.signal);
  }

  /** Starts as many as there is room for. */
  pump(): void {
    const { queues } = this.#settings;
    while (this.#inFlight.size < WINDOW && this.#pause === undefined && !this.#stopped.signal.aborted) {
      const task = queues.next();
      if (task === undefined) return;
      if (task.lease.isValid()) this.#send(task);
      else queues.abandon(task);
    }
  }

  /** The broker can be reached again: no need to wait for the end of the pause. */
  resume(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.pump();
  }

  /** Resolves when nothing is in flight under a lease that ended. */
  async drained(lease: Lease): Promise<void> {
    await Promise.all([...this.#inFlight].filter(([task]) => task.lease === lease).map(([, sent]) => sent));
  }

  /** Starts nothing more and waits for the acknowledgements that are due. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    clearTimeout(this.#pause);
    await Promise.all(this.#inFlight.values());
  }

  #send(task: Task): void {
    const sent = this.#publish(task).finally(() => {
      this.#inFlight.delete(task);
      this.pump();
    });
    this.#inFlight.set(task, sent);
  }

  async #publish(task: Task): Promise<void> {
    const { publisher, observer, queues, onAcknowledged } = this.#settings;
    try {
      const { duplicate } = await publisher.publish(task.event, { maybePublished: maybePublished(task) });
      this.#pauses = 0;
      observer.published(task.event, duplicate);
      onAcknowledged(task.event);
      queues.acknowledged(task);
    } catch (error) {
      if (error instanceof UnpublishableEventError) await this.#setAside(task, error.message);
      else this.#failed(task, error);
    }
  }

  #failed(task: Task, error: unknown): void {
    const { observer, queues } = this.#settings;
    task.failures += 1;
    observer.publishFailed(task.event, error);
    if (!task.lease.isValid()) {
      queues.abandon(task);
    } else if (error instanceof BrokerUnavailableError) {
      queues.again(task);
      this.#pauseAll();
    } else {
      this.#againLater(task);
    }
  }

  /** Only this customer waits; its queue stays closed meanwhile. */
  #againLater(task: Task): void {
    void waited(backOffMillis(task.failures - 1), this.#stopped.signal).then(() => {
      this.#settings.queues.again(task);
      this.pump();
    });
  }

  #pauseAll(): void {
    if (this.#pause !== undefined || this.#stopped.signal.aborted) return;
    this.#pause = setTimeout(() => this.resume(), backOffMillis(this.#pauses));
    this.#pauses += 1;
  }

  /** What waits behind it is given up here and held back by the outbox: there must be no gap in a customer's events. */
  async #setAside(task: Task, reason: string): Promise<void> {
    const { outbox, observer, queues } = this.#settings;
    // Only the owner of the partition may judge: another one may have published it meanwhile.
    if (!task.lease.isValid()) return queues.abandon(task);
    try {
      await outbox.park(task.event, reason);
      observer.park(task.event, reason);
      queues.abandon(task);
    } catch (error) {
      observer.outboxFailed(error);
      this.#againLater(task);
    }
  }
}

const CLOCK_MARGIN_MILLIS = 60_000;

/** Whether an event was sent before without an answer: here, or by whoever had the partition before. */
function maybePublished({ event, lease, failures }: Task): boolean {
  return failures > 0 || event.occurredAt.getTime() < lease.takenAt.getTime() + CLOCK_MARGIN_MILLIS;
}
