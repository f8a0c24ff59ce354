import { setMaxListeners } from 'node:events';
import { EVENT_STREAM } from '@profiles/contracts';
import type { OutboxEvent } from '@profiles/mongo-store/outbox';
import { inSpan } from '@profiles/service-kit';
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

/** The maximum number of events in flight, each of another customer. */
export const WINDOW = 256;

interface Settings {
  readonly queues: CustomerQueues;
  readonly publisher: MessagePublisher;
  readonly outbox: Pick<PendingEvents, 'park'>;
  readonly observer: RelayObserver;
  readonly onAcknowledged: (event: OutboxEvent) => void;
}

/** Publishes the events that are ready, up to the window, and decides about failures. */
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

  /** Starts as many publishes as the window has room for. */
  pump(): void {
    const { queues } = this.#settings;
    while (this.#inFlight.size < WINDOW && this.#pause === undefined && !this.#stopped.signal.aborted) {
      const task = queues.next();
      if (task === undefined) return;
      if (task.lease.isValid()) this.#send(task);
      else queues.abandon(task);
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
    await Promise.all([...this.#inFlight].filter(([task]) => task.lease === lease).map(([, sent]) => sent));
  }

  /** Starts no more publishes and waits for the acknowledgements in flight. */
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
      const { duplicate } = await inSpan(spanOf(task.event), (traceparent) =>
        publisher.publish(withTraceparent(task.event, traceparent), { maybePublished: maybePublished(task) }),
      );
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

  /** Only this customer waits: its queue stays closed until then. */
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

  /** Abandons the events behind it; the outbox holds them back, so that a customer's events have no gap. */
  async #setAside(task: Task, reason: string): Promise<void> {
    const { outbox, observer, queues } = this.#settings;
    // Only the owner of the partition may park: a newer owner may have published the event.
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

/** The span of a publish. It is in the trace of the call that made the change. */
function spanOf({ id, traceparent: parent }: OutboxEvent) {
  const attributes = {
    'messaging.system': 'nats',
    'messaging.operation.type': 'send',
    'messaging.destination.name': EVENT_STREAM,
    'messaging.message.id': id,
  };
  return { scope: 'nats-publisher', name: `send ${EVENT_STREAM}`, kind: 'producer', parent, attributes } as const;
}

/** The event as it is sent: its message continues the trace with the span of the publish. */
function withTraceparent(event: OutboxEvent, traceparent: string | undefined): OutboxEvent {
  return traceparent === event.traceparent || traceparent === undefined ? event : { ...event, traceparent };
}

const CLOCK_MARGIN_MILLIS = 60_000;

/** Whether the event may be in the stream already: after a failure here, or by a previous owner of the partition. */
function maybePublished({ event, lease, failures }: Task): boolean {
  return failures > 0 || event.occurredAt.getTime() < lease.takenAt.getTime() + CLOCK_MARGIN_MILLIS;
}
