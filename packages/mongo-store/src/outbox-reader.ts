import type { Collection, Filter } from 'mongodb';
import { collectionsOf } from './collections.js';
import type { MongoConnection } from './connection.js';
import type { OutboxDocument } from './documents.js';
import { translating } from './driver-errors.js';
import { byCustomer, type OutboxEvent, withoutGaps } from './outbox-order.js';
import { PARTITIONS } from './partitions.js';

export interface PendingBatch {
  /** Per customer by revision and without gaps; between customers the oldest first. */
  readonly events: readonly OutboxEvent[];
  /** How many were read but must wait for an earlier one of their customer. */
  readonly heldBack: number;
}

export interface Backlog {
  readonly pending: number;
  /** When the oldest event happened that waits; absent when none does. */
  readonly oldest?: Date;
}

export interface OutboxReader {
  /** The oldest events to be published. One is given only together with all earlier pending ones of its customer. */
  pending(wanted: { partitions: readonly number[]; limit: number }): Promise<PendingBatch>;
  /** Only after the broker has acknowledged them. */
  markPublished(events: readonly OutboxEvent[]): Promise<void>;
  /** Takes an event that can never be published out of the way. Later ones of its customer stay held back. */
  setAside(event: OutboxEvent, reason: string): Promise<void>;
  backlog(): Promise<Backlog>;
}

/** A row with what is written when it can never be published. */
type Row = OutboxDocument & { readonly poison?: true; readonly reason?: string };

const OLDEST_FIRST = { occurredAt: 1, customerNumber: 1, revision: 1 } as const;
const ALL_PARTITIONS = Array.from({ length: PARTITIONS }, (_, partition) => partition);

/** The outbox as publishers see it. */
export function createOutboxReader({ db }: MongoConnection): OutboxReader {
  const rows = collectionsOf(db).outbox as unknown as Collection<Row>;
  const published = publishedRevisions();

  return {
    pending: ({ partitions, limit }) =>
      translating(async () => {
        const found = await rows.find(waitingIn(partitions), { sort: OLDEST_FIRST, limit, batchSize: limit }).toArray();
        const customers = byCustomer(found.map(eventFrom));
        const firsts = [...customers.values()].flatMap((events) => events.slice(0, 1));
        // After the first read on purpose: what that one came too early for, this one sees.
        const blocked = await blockedCustomers(rows, firsts.filter(published.isUnsure));
        const events = [...customers].flatMap(([customer, own]) => (blocked.has(customer) ? [] : withoutGaps(own)));
        return { events, heldBack: found.length - events.length };
      }),
    markPublished: (events) =>
      translating(async () => {
        await rows.updateMany(
          { _id: { $in: events.map(({ id }) => id) } },
          { $set: { publishedAt: new Date() }, $unset: { pending: '' } },
        );
        published.remember(events);
      }),
    setAside: ({ id }, reason) =>
      translating(async () => {
        await rows.updateOne({ _id: id }, { $set: { poison: true, reason }, $unset: { pending: '' } });
      }),
    backlog: () =>
      translating(async () => {
        const all = waitingIn(ALL_PARTITIONS);
        const [first] = await rows.find(all, { sort: OLDEST_FIRST, limit: 1 }).toArray();
        if (first === undefined) return { pending: 0 };
        return { pending: await rows.countDocuments(all), oldest: first.occurredAt };
      }),
  };
}

/** Exactly what the partial index answers: one predicate more, and some servers read the whole collection. */
function waitingIn(partitions: readonly number[]): Filter<Row> {
  return { partition: { $in: partitions }, pending: true } as Filter<Row>;
}

function eventFrom({ _id, customerNumber, revision, partition, occurredAt, data }: Row): OutboxEvent {
  return { id: _id, customerNumber, revision, partition, occurredAt, data };
}

/** The customers whose event before the given one still waits, or was set aside. */
async function blockedCustomers(rows: Collection<Row>, firsts: readonly OutboxEvent[]): Promise<Set<number>> {
  if (firsts.length === 0) return new Set();
  const revisionOf = new Map(firsts.map(({ customerNumber, revision }) => [customerNumber, revision]));
  // All their rows, since only the customer is in an index without the revision. They are few; of customers that
  // change all the time the last published revision is remembered, so they are not asked for here.
  const earlier = await rows
    .find(
      { customerNumber: { $in: [...revisionOf.keys()] } },
      { projection: { customerNumber: 1, revision: 1, pending: 1, poison: 1 }, batchSize: 10_000 },
    )
    .toArray();
  const blocking = earlier.filter(
    (row) => (row.pending ?? row.poison) === true && row.revision < (revisionOf.get(row.customerNumber) ?? 0),
  );
  return new Set(blocking.map(({ customerNumber }) => customerNumber));
}

const MOST_REMEMBERED = 20_000;

/** The last published revision of the customers that were published lately. That stays true whoever publishes next. */
function publishedRevisions() {
  const last = new Map<number, number>();
  return {
    remember(events: readonly OutboxEvent[]): void {
      for (const { customerNumber, revision } of events) {
        const known = last.get(customerNumber) ?? 0;
        // Deleted first, so that the oldest entry is the one not used for the longest time.
        last.delete(customerNumber);
        last.set(customerNumber, Math.max(known, revision));
      }
      for (const customer of last.keys()) {
        if (last.size <= MOST_REMEMBERED) break;
        last.delete(customer);
      }
    },
    /** Whether the database must be asked about what comes before an event. */
    isUnsure: ({ customerNumber, revision }: OutboxEvent): boolean =>
      revision > 1 && last.get(customerNumber) !== revision - 1,
  };
}
