import type { Lease } from '@profiles/mongo-store/leases';
import type { OutboxEvent } from '@profiles/mongo-store/outbox';
import { v7 } from 'uuid';
import { type BatchedEvent, type BatchPublisher, type PendingEvents, UnpublishableEventError } from '../ports.js';

/** An event of a customer in partition 0. */
export function waitingEvent(customerNumber: number, revision: number): OutboxEvent {
  const data = {
    eventType: 'UPDATE' as const,
    customerNumber,
    organisationId: 1,
    revision,
    epoch: 1,
    cause: 'update-profile',
    changedFields: ['surname'],
    correlationId: 'relay-test',
  };
  return { id: v7(), customerNumber, revision, partition: 0, occurredAt: new Date(), data };
}

/** An outbox that holds back events behind a parked one, as the real one does. */
export function memoryOutbox(events: readonly OutboxEvent[]) {
  const waiting = [...events];
  const marked: OutboxEvent[] = [];
  const parked: OutboxEvent[] = [];
  const outbox: PendingEvents = {
    pending: async ({ partitions, limit, after }) => {
      const isWanted = ({ partition, occurredAt }: OutboxEvent) =>
        partitions.includes(partition) && (after === undefined || occurredAt >= after);
      const found = waiting.filter(isWanted).slice(0, limit);
      const isBlocked = (event: OutboxEvent) =>
        parked.some((one) => one.customerNumber === event.customerNumber && one.revision < event.revision);
      const given = found.filter((event) => !isBlocked(event));
      const continuesAt = found.length === limit ? found.at(-1)?.occurredAt : undefined;
      return {
        ...{ events: given, heldBack: found.length - given.length, followers: new Set<number>() },
        ...(continuesAt && { continuesAt }),
      };
    },
    markPublished: async (published) => {
      marked.push(...published);
      for (const event of published) remove(waiting, event);
    },
    park: async (event) => {
      parked.push(event);
      remove(waiting, event);
    },
  };
  return { outbox, waiting, marked, parked };
}

function remove(events: OutboxEvent[], event: OutboxEvent): void {
  const at = events.findIndex(({ id }) => id === event.id);
  if (at !== -1) events.splice(at, 1);
}

interface OpenBatch {
  readonly events: readonly OutboxEvent[];
  readonly resolve: (results: { duplicate: boolean }[]) => void;
  readonly reject: (error: Error) => void;
}

/** A broker that acknowledges when the test decides. */
export function heldBroker({ takesBatches = false } = {}) {
  const sent: OutboxEvent[] = [];
  const batches: OpenBatch[] = [];
  const open = new Map<OutboxEvent, { resolve: (ack: { duplicate: boolean }) => void; reject: (e: unknown) => void }>();
  const take = (event: OutboxEvent) => {
    const answer = open.get(event);
    if (answer === undefined) throw new Error('This event is not in flight.');
    open.delete(event);
    return answer;
  };
  const publisher: BatchPublisher = {
    takesBatches,
    publish: (event) => {
      sent.push(event);
      return new Promise<{ duplicate: boolean }>((resolve, reject) => open.set(event, { resolve, reject }));
    },
    publishBatch: (batched: readonly BatchedEvent[]) => {
      const events = batched.map(({ event }) => event);
      sent.push(...events);
      return new Promise<{ duplicate: boolean }[]>((resolve, reject) => batches.push({ events, resolve, reject }));
    },
  };
  return {
    ...publisher,
    sent,
    inFlight: () => [...open.keys()],
    /** The events of each batch in flight. */
    batches: () => batches.map(({ events }) => events),
    acknowledge: (event: OutboxEvent) => take(event).resolve({ duplicate: false }),
    fail: (event: OutboxEvent, error: Error) => take(event).reject(error),
    refuse: (event: OutboxEvent) => take(event).reject(new UnpublishableEventError('too large')),
    /** Ends the oldest batch: with an error, or with an acknowledgement. */
    endBatch: (error?: Error) => {
      const batch = batches.shift();
      if (error !== undefined) batch?.reject(error);
      else batch?.resolve(batch.events.map(() => ({ duplicate: false })));
    },
  };
}

/** The lease on partition 0, until the test ends it. */
export function testLease(): Lease & { end(): void } {
  let valid = true;
  return {
    partition: 0,
    takenAt: new Date(),
    isValid: () => valid,
    end: () => {
      valid = false;
    },
  };
}
