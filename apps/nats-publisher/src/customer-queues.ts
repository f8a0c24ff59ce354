import type { Lease } from '@profiles/mongo-store/leases';
import type { OutboxEvent } from '@profiles/mongo-store/outbox';

/** An event to be published under the lease that it was read with. */
export interface Task {
  readonly event: OutboxEvent;
  readonly lease: Lease;
  failures: number;
  /** Whether it was in a batch that failed. It is then published by itself. */
  isSingle: boolean;
}

interface Queue {
  readonly waiting: Task[];
  /** The number of its events in flight: one, or several in one batch. The next ones wait for all of them. */
  inFlight: number;
  /** The number of its known events, including those that are acknowledged and not yet forgotten. */
  known: number;
  /** The revision of the last added event. Undefined after an event was abandoned: the outbox gives it again. */
  last: number | undefined;
}

/**
 * One queue per customer, in the order of the revisions. An event is known from its read until it is forgotten. A known
 * event is not added a second time.
 */
export class CustomerQueues {
  readonly #queues = new Map<number, Queue>();
  /** The customers whose next events may be published, first come first served. */
  readonly #ready = new Set<number>();
  /** Goes on through {@link #ready}, also to what is added later. A new one would step over the places of all that was removed. */
  #firstReady = this.#ready.values();
  readonly #known = new Set<string>();
  #waiting = 0;

  /** The number of known events, including those that are acknowledged and not yet forgotten. */
  get size(): number {
    return this.#known.size;
  }

  /** The number of events that are not in flight. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Whether the event is the next revision after the last known event of its customer. */
  isNext({ customerNumber, revision }: OutboxEvent): boolean {
    return this.#queues.get(customerNumber)?.last === revision - 1;
  }

  /** False when the event is known already. Events of one customer must be added by revision. */
  add(event: OutboxEvent, lease: Lease): boolean {
    if (this.#known.has(event.id)) return false;
    this.#known.add(event.id);
    const queue = this.#queueOf(event.customerNumber);
    queue.known += 1;
    queue.last = event.revision;
    queue.waiting.push({ event, lease, failures: 0, isSingle: false });
    this.#waiting += 1;
    if (queue.inFlight === 0) this.#ready.add(event.customerNumber);
    return true;
  }

  /**
   * The next events of one customer that may be published together, in their order. Empty when every customer has some in
   * flight. An event that must be published by itself comes alone.
   */
  next(max: number): readonly Task[] {
    for (let customer = this.#nextReady(); customer !== undefined; customer = this.#nextReady()) {
      const queue = this.#queues.get(customer);
      const first = queue?.waiting[0];
      if (queue === undefined || first === undefined) continue;
      const firstSingle = queue.waiting.findIndex((task) => task.isSingle);
      const length = first.isSingle ? 1 : Math.min(max, firstSingle === -1 ? queue.waiting.length : firstSingle);
      const taken = queue.waiting.splice(0, length);
      queue.inFlight = taken.length;
      this.#waiting -= taken.length;
      return taken;
    }
    return [];
  }

  /** Removes the customer that has been ready for longest. */
  #nextReady(): number | undefined {
    if (this.#ready.size === 0) return undefined;
    let next = this.#firstReady.next();
    if (next.done) {
      // An iterator that has come to the end stays there.
      this.#firstReady = this.#ready.values();
      next = this.#firstReady.next();
    }
    if (next.value !== undefined) this.#ready.delete(next.value);
    return next.value;
  }

  /** After the acknowledgement: the next events of the customer may be published. This one stays known until forgotten. */
  acknowledged({ event: { customerNumber } }: Task): void {
    const queue = this.#queueOf(customerNumber);
    queue.inFlight -= 1;
    if (queue.inFlight === 0 && queue.waiting.length > 0) this.#ready.add(customerNumber);
  }

  /** After a failure: the events of one customer, in their order, are published again before any later one. */
  again(tasks: readonly Task[]): void {
    const [first] = tasks;
    if (first === undefined) return;
    const queue = this.#queueOf(first.event.customerNumber);
    queue.inFlight = 0;
    queue.waiting.unshift(...tasks);
    this.#waiting += tasks.length;
    this.#ready.add(first.event.customerNumber);
  }

  /**
   * Forgets the events in flight of a customer and all behind them. The outbox gives them again, in order, to the owner of
   * the partition.
   */
  abandon(tasks: readonly Task[]): void {
    const [first] = tasks;
    if (first === undefined) return;
    const { customerNumber } = first.event;
    const queue = this.#queueOf(customerNumber);
    const abandoned = [...tasks, ...queue.waiting.splice(0)];
    this.#waiting -= abandoned.length - tasks.length;
    queue.inFlight = 0;
    queue.last = undefined;
    this.#ready.delete(customerNumber);
    this.forget(abandoned.map(({ event }) => event));
  }

  forget(events: readonly OutboxEvent[]): void {
    for (const { id, customerNumber } of events) {
      if (!this.#known.delete(id)) continue;
      const queue = this.#queues.get(customerNumber);
      if (queue === undefined) continue;
      queue.known -= 1;
      if (queue.known === 0) this.#queues.delete(customerNumber);
    }
  }

  #queueOf(customerNumber: number): Queue {
    let queue = this.#queues.get(customerNumber);
    if (queue === undefined) {
      queue = { waiting: [], inFlight: 0, known: 0, last: undefined };
      this.#queues.set(customerNumber, queue);
    }
    return queue;
  }
}
