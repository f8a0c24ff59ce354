import type { OutboxEvent } from '@profiles/mongo-store/outbox';
import type { Lease } from './ports.js';

/** An event to be published under the lease that it was read with. */
export interface Task {
  readonly event: OutboxEvent;
  readonly lease: Lease;
  failures: number;
}

interface Queue {
  readonly waiting: Task[];
  /** At most one: the next event is published after the acknowledgement of this one. */
  inFlight: Task | undefined;
}

/**
 * One queue per customer, in the order of the revisions. An event is known from its read until it is forgotten. A known
 * event is not added a second time.
 */
export class CustomerQueues {
  readonly #queues = new Map<number, Queue>();
  /** The customers whose next event may be published, first come first served. */
  readonly #ready = new Set<number>();
  readonly #known = new Set<string>();

  /** The number of known events, including those that are acknowledged and not yet forgotten. */
  get size(): number {
    return this.#known.size;
  }

  /** False when the event is known already. Events of one customer must be added by revision. */
  add(event: OutboxEvent, lease: Lease): boolean {
    if (this.#known.has(event.id)) return false;
    this.#known.add(event.id);
    const queue = this.#queueOf(event.customerNumber);
    queue.waiting.push({ event, lease, failures: 0 });
    if (queue.inFlight === undefined) this.#ready.add(event.customerNumber);
    return true;
  }

  /** The next event that may be published. Undefined when every customer has one in flight. */
  next(): Task | undefined {
    for (const customer of this.#ready) {
      this.#ready.delete(customer);
      const queue = this.#queueOf(customer);
      queue.inFlight = queue.waiting.shift();
      if (queue.inFlight !== undefined) return queue.inFlight;
    }
    return undefined;
  }

  /** After the acknowledgement: the next event of the customer may be published. This one stays known until forgotten. */
  acknowledged({ event: { customerNumber } }: Task): void {
    const queue = this.#queueOf(customerNumber);
    queue.inFlight = undefined;
    if (queue.waiting.length > 0) this.#ready.add(customerNumber);
    else this.#queues.delete(customerNumber);
  }

  /** After a failure: the event is published again, before any later one of its customer. */
  again(task: Task): void {
    const { customerNumber } = task.event;
    const queue = this.#queueOf(customerNumber);
    queue.inFlight = undefined;
    queue.waiting.unshift(task);
    this.#ready.add(customerNumber);
  }

  /** Forgets the event and all behind it. The outbox gives them again, in order, to the owner of the partition. */
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
