import { type ChangeEvent, StoreUnavailableError } from '@profiles/application';
import { type OutboxEvent, PARTITIONS, type PendingBatch, type PendingRequest } from '@profiles/mongo-store/outbox';
import { byCustomer, withoutGaps } from '@profiles/mongo-store/outbox/order';
import type { PendingEvents } from '@profiles/nats-publisher/ports';
import { Random } from '../runtime/random.js';
import type { Process } from '../runtime/scheduler.js';
import { hold } from '../violation.js';
import type { Core } from './core.js';

interface Row {
  readonly event: OutboxEvent;
  readonly visibleAt: number;
  state: 'pending' | 'published' | 'parked' | 'behind';
}

/** The outbox as a relay reads it: oldest first by the time of the writers, with commits that become visible late. */
export class Outbox {
  readonly #core: Core;
  readonly #rows = new Map<string, Row>();
  readonly #random: Random;
  /** Whether the stream has ever held an event. */
  readonly #isStored: (id: string) => boolean;
  /** Called when there are new events. */
  readonly watchers = new Map<Process, () => void>();

  constructor(core: Core, isStored: (id: string) => boolean) {
    this.#isStored = isStored;
    this.#core = core;
    this.#random = Random.of(core.seed, 'outbox');
  }

  get hasPending(): boolean {
    return [...this.#rows.values()].some(({ state }) => state === 'pending');
  }

  /** The events that subscribers can not get, because one of their customer is parked. */
  get parked(): readonly OutboxEvent[] {
    return [...this.#rows.values()]
      .filter(({ state }) => state === 'parked' || state === 'behind')
      .map(({ event }) => event);
  }

  committed(events: readonly ChangeEvent[]): void {
    const { scheduler, faults } = this.#core;
    for (const { id, occurredAt, data } of events) {
      const { customerNumber, revision } = data;
      const event = {
        id,
        customerNumber,
        revision,
        partition: customerNumber % PARTITIONS,
        occurredAt: new Date(occurredAt),
        data,
      };
      const delay = faults.happens('late visibility') ? this.#random.below(80) : 0;
      const earlier = [...this.#rows.values()].filter((row) => row.event.customerNumber === customerNumber);
      // A later revision was decided on the earlier one, so it is never visible before it.
      const visibleAt = Math.max(scheduler.now + delay, ...earlier.map((row) => row.visibleAt));
      this.#rows.set(id, { event, visibleAt, state: 'pending' });
    }
    for (const [process, wake] of this.watchers) {
      if (process.isAlive && this.#random.chance(0.7)) void scheduler.step('wake-up signal', process).then(wake);
    }
  }

  /** The port of one relay. */
  portFor(process: Process): PendingEvents {
    const { scheduler, faults } = this.#core;
    const failing = () => {
      if (faults.happens('outbox away')) throw new StoreUnavailableError('The outbox is away.');
    };
    return {
      pending: async (request) => {
        await scheduler.step('outbox pending', process);
        failing();
        const found = this.#found(request);
        await scheduler.step('outbox looks at earlier events', process);
        const batch = this.#batchOf(found, request);
        await scheduler.step(`outbox responds ${batch.events.length}`, process);
        return batch;
      },
      markPublished: async (events) => {
        await scheduler.step('outbox mark', process);
        failing();
        for (const event of events) this.#mark(event);
        await scheduler.step('outbox marked', process);
        failing();
      },
      park: async (event) => {
        await scheduler.step('outbox park', process);
        failing();
        const row = this.#rows.get(event.id);
        if (row !== undefined) row.state = 'parked';
      },
    };
  }

  #mark({ id, customerNumber, revision }: OutboxEvent): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    row.state = 'published';
    const isSent = this.#isStored(id);
    this.#core.verify(() =>
      hold(
        isSent,
        'published means stored',
        () => `${customerNumber}/${revision} is marked as published and is not in the stream.`,
      ),
    );
  }

  #found({ partitions, limit, after }: PendingRequest): Row[] {
    const { scheduler, faults } = this.#core;
    const isMissed = faults.happens('late visibility');
    const wanted = [...this.#rows.values()].filter(
      ({ state, event, visibleAt }) =>
        state === 'pending' &&
        visibleAt <= scheduler.now &&
        partitions.includes(event.partition) &&
        (after === undefined || event.occurredAt >= after) &&
        // A commit during the read is in the result or not.
        !(isMissed && this.#random.chance(0.3)),
    );
    return wanted.sort((one, other) => inOrder(one.event, other.event)).slice(0, limit);
  }

  /** As the reader of the MongoDB store does: an event comes only together with all earlier pending ones of its customer. */
  #batchOf(found: readonly Row[], { limit, isNext = () => false }: PendingRequest): PendingBatch {
    const customers = byCustomer(found.map(({ event }) => event));
    const events: OutboxEvent[] = [];
    const followers = new Set<number>();
    for (const [customer, own] of customers) {
      const [first] = own;
      if (first === undefined) continue;
      if (first.revision > 1 && isNext(first)) followers.add(customer);
      else if (this.#isBlocked(first, own)) continue;
      events.push(...withoutGaps(own));
    }
    const continuesAt = found.length === limit ? found.at(-1)?.event.occurredAt : undefined;
    return { events, heldBack: found.length - events.length, followers, ...(continuesAt && { continuesAt }) };
  }

  #isBlocked(first: OutboxEvent, own: readonly OutboxEvent[]): boolean {
    const earlier = [...this.#rows.values()].filter(
      ({ event, state }) =>
        event.customerNumber === first.customerNumber && event.revision < first.revision && state !== 'published',
    );
    if (earlier.some(({ state }) => state === 'parked' || state === 'behind')) {
      for (const { id } of own) this.#behind(id);
    }
    return earlier.length > 0;
  }

  #behind(id: string): void {
    const row = this.#rows.get(id);
    if (row !== undefined) row.state = 'behind';
  }
}

function inOrder(one: OutboxEvent, other: OutboxEvent): number {
  return (
    one.occurredAt.getTime() - other.occurredAt.getTime() ||
    one.customerNumber - other.customerNumber ||
    one.revision - other.revision
  );
}
