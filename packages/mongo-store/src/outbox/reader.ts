import type { Collection, Filter } from 'mongodb';
import type { MongoConnection } from '../driver/connection.js';
import { translating } from '../driver/driver-errors.js';
import { collectionsOf } from '../schema/collections.js';
import type { OutboxDocument } from '../schema/documents.js';
import { byCustomer, eventFrom, type OutboxEvent, withoutGaps } from './order.js';
import { parkBehind } from './parked-events.js';
import { PARTITIONS } from './partitions.js';
import { ReadWindow } from './read-window.js';

export interface PendingBatch {
  /** Per customer by revision and without gaps; between customers the oldest first. */
  readonly events: readonly OutboxEvent[];
  /** How many were read but must wait for an earlier one of their customer. */
  readonly heldBack: number;
}

export interface Backlog {
  /** How many events wait to be published. Those set aside, and those behind them, are not among them. */
  readonly pending: number;
  /** When the oldest event happened that waits; absent when none does. */
  readonly oldest?: Date;
  /** How many events were set aside: each stops its customer until somebody releases it. */
  readonly aside: number;
}

/** The outbox as a relay sees it: where committed events wait. */
export interface OutboxReader {
  /** The oldest events to be published. One is given only together with all earlier pending ones of its customer. */
  pending(wanted: { partitions: readonly number[]; limit: number }): Promise<PendingBatch>;
  /** Only after the broker has acknowledged them. */
  markPublished(events: readonly OutboxEvent[]): Promise<void>;
  /** Takes an event that can never be published out of the way. Later ones of its customer go behind it. */
  park(event: OutboxEvent, reason: string): Promise<void>;
  backlog(): Promise<Backlog>;
}

const OLDEST_FIRST = { occurredAt: 1, customerNumber: 1, revision: 1 } as const;
const ALL_PARTITIONS = Array.from({ length: PARTITIONS }, (_, partition) => partition);

/** The outbox as publishers see it. */
export function createOutboxReader({ client, db }: Pick<MongoConnection, 'client' | 'db'>): OutboxReader {
  const { outbox: rows } = collectionsOf(db);
  const published = publishedRevisions();
  const readWindow = new ReadWindow();

  return {
    pending: ({ partitions, limit }) =>
      translating(async () => {
        const found = await oldest(rows, { partitions, limit, readWindow });
        const customers = byCustomer(found.map(eventFrom));
        const firsts = [...customers.values()].flatMap((events) => events.slice(0, 1));
        // After the first read on purpose: what that one came too early for, this one sees.
        const blocked = await blockedCustomers(rows, firsts.filter(published.isUnsure));
        for (const [customer, blocker] of blocked) {
          const ids = (customers.get(customer) ?? []).map(({ id }) => id);
          if (blocker !== 'pending') await parkBehind({ client, rows }, blocker.aside, ids);
        }
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
    park: ({ id }, reason) =>
      translating(async () => {
        await rows.updateOne({ _id: id }, { $set: { aside: true, reason }, $unset: { pending: '' } });
      }),
    backlog: () =>
      translating(async () => {
        const aside = await rows.countDocuments({ aside: true });
        // Both in one pass: a long backlog is not to be gone through twice, let alone sorted.
        const inOnePass = { _id: null, pending: { $sum: 1 }, oldest: { $min: '$occurredAt' } };
        const [waiting] = await rows
          .aggregate<{ pending: number; oldest: Date }>([{ $match: waitingIn(ALL_PARTITIONS) }, { $group: inOnePass }])
          .toArray();
        return { pending: waiting?.pending ?? 0, ...(waiting && { oldest: waiting.oldest }), aside };
      }),
  };
}

interface Wanted {
  readonly partitions: readonly number[];
  readonly limit: number;
  readonly readWindow: ReadWindow;
}

async function oldest(rows: Collection<OutboxDocument>, { partitions, limit, readWindow }: Wanted) {
  for (;;) {
    const { until } = readWindow;
    const filter = { ...waitingIn(partitions), ...(until !== undefined && { occurredAt: { $lt: until } }) };
    const found = await rows.find(filter, { sort: OLDEST_FIRST, limit, batchSize: limit }).toArray();
    if (found.length === limit) readWindow.full(found);
    else if (until !== undefined) readWindow.widen(Date.now());
    if (found.length === limit || until === undefined) return found;
  }
}

/** Exactly what the partial index answers: one predicate more, and some servers read the whole collection. */
function waitingIn(partitions: readonly number[]): Filter<OutboxDocument> {
  return { partition: { $in: partitions }, pending: true } as Filter<OutboxDocument>;
}

/** What stands before a customer's events: one that still waits, or one that was set aside. */
type Blocker = 'pending' | { readonly aside: string };

/** The customers whose event before the given one still waits, or was set aside. */
async function blockedCustomers(
  rows: Collection<OutboxDocument>,
  firsts: readonly OutboxEvent[],
): Promise<Map<number, Blocker>> {
  const blocked = new Map<number, Blocker>();
  if (firsts.length === 0) return blocked;
  const revisionOf = new Map(firsts.map(({ customerNumber, revision }) => [customerNumber, revision]));
  // All their rows, since only the customer is in an index without the revision. They are few; of customers that
  // change all the time the last published revision is remembered, so they are not asked for here.
  const rowsOfThem = await rows
    .find(
      { customerNumber: { $in: [...revisionOf.keys()] } },
      { projection: { customerNumber: 1, revision: 1, pending: 1, aside: 1, behind: 1 }, batchSize: 10_000 },
    )
    .toArray();
  for (const row of rowsOfThem.filter((one) => one.revision < (revisionOf.get(one.customerNumber) ?? 0))) {
    const parkedId = row.aside ? row._id : row.behind;
    if (parkedId !== undefined) blocked.set(row.customerNumber, { aside: parkedId });
    else if (row.pending && !blocked.has(row.customerNumber)) blocked.set(row.customerNumber, 'pending');
  }
  return blocked;
}

const MAX_REMEMBERED = 200_000;

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
        if (last.size <= MAX_REMEMBERED) break;
        last.delete(customer);
      }
    },
    /** Whether the database must be asked about what comes before an event. */
    isUnsure: ({ customerNumber, revision }: OutboxEvent): boolean =>
      revision > 1 && last.get(customerNumber) !== revision - 1,
  };
}
