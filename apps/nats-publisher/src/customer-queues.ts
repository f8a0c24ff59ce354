import type { OutboxEvent } from '@profiles/mongo-store/outbox';
import type { Lease } from './ports.js';

/** One event on its way, under the lease it was read with. */
export interface Task {
  readonly event: OutboxEvent;
  readonly lease: Lease;
  failures: number;
}

interface Queue {
  readonly waiting: Task[];
  /** One event at a time: the next goes when the one before was acknowledged. */
  inFlight: Task | undefined;
}

/**
 * One queue per customer, and in each the events in the order of their revisions. An event is known from the time it
 * was read until it is forgotten; a known event is never taken in a second time.
 */
export class CustomerQueues {
  readonly #queues = new Map<number, Queue>();
  /** The customers whose next event may go, in the order in which they came. */
  readonly #ready = new Set<number>();
  readonly #known = new Set<string>();

  /** How many events are held here, the acknowledged but not yet forgotten ones included. */
  get size(): number {
    return this.#known.size;
  }

  /** True when the event is new here. Events of one customer must come by revision. */
  add(event: OutboxEvent, lease: Lease): boolean {
    if (this.#known.has(event.id)) return false;
    this.#known.add(event.id);
    const queue = this.#queueOf(event.customerNumber);
    queue.waiting.push({ event, lease, failures: 0 });
    if (queue.inFlight === undefined) this.#ready.add(event.customerNumber);
    return true;
  }

  /** The next event that may be published; undefined when each customer's is under way. */
  next(): Task | undefined {
    for (const customer of this.#ready) {
      this.#ready.delete(customer);
      const queue = this.#queueOf(customer);
      queue.inFlight = queue.waiting.shift();
      if (queue.inFlight !== undefined) return queue.inFlight;
    }
    return undefined;
  }

  /** It was acknowledged: the customer's next may go. It stays known until it is forgotten. */
  acknowledged({ event: { customerNumber } }: Task): void {
    const queue = this.#queueOf(customerNumber);
    queue.inFlight = undefined;
    if (queue.waiting.length > 0) this.#ready.add(customerNumber);
    else this.#queues.delete(customerNumber);
  }

  /** It was not published: it goes again, before any later one. */
  again(task: Task): void {
    const { customerNumber } = task.event;
    const queue = this.#queueOf(customerNumber);
    queue.inFlight = undefined;
    queue.waiting.unshift(task);
    this.#ready.add(customerNumber);
  }

  /** Forgets it together with all that waits behind it: the outbox will give them again, in order, to whoever may. */
  abandon({ event: { id, customerNumber } }: Task): void {
    const queue = this.#queueOf(customerNumber);
    for (const task of queue.waiting) this.#known.delete(task.event.id);
    this.#known.delete(id);
    this.#queues.delete(customerNumber);
    this.#ready.delete(customerNumber);
  }

  forget(events: readonly OutboxEvent[]): void {
    for (const { id } of events) this.#known.delete(id);
  }

  #queueOf(customerNumber: number): Queue {
    const queue = this.#queues.get(customerNumber) ?? { waiting: [], inFlight: undefined };
    this.#queues.set(customerNumber, queue);
    return queue;
  }
}
