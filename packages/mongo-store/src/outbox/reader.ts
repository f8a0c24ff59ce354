import type { Collection, Filter } from 'mongodb';
import type { MongoConnection } from '../driver/connection.js';
import { translating } from '../driver/driver-errors.js';
import { collectionsOf } from '../schema/collections.js';
import type { OutboxDocument } from '../schema/documents.js';
import { byCustomer, type OutboxEvent, withoutGaps } from './order.js';
import { parkBehind } from './parked-events.js';
import { PARTITIONS } from './partitions.js';
import { ReadWindow } from './read-window.js';
import { eventIn } from './stored-event.js';

export interface PendingBatch {
  /** By revision and without gaps per customer; the oldest first between customers. */
  readonly events: readonly OutboxEvent[];
  /** The number of events that were read and must wait for an earlier one of their customer. */
  readonly heldBack: number;
  /** The customers whose first event follows a known one, by `isNext` of the request. */
  readonly followers: ReadonlySet<number>;
  /** The time from which a later read continues. Absent when no more events wait. */
  readonly continuesAt?: Date;
}

/** A request for pending events. */
export interface PendingRequest {
  readonly partitions: readonly number[];
  readonly limit: number;
  /** Only events from this time on, itself included. The caller knows the earlier ones. */
  readonly after?: Date | undefined;
  /** Whether the caller knows the event before this one, and publishes it first. @defaultValue it knows none */
  readonly isNext?: (event: OutboxEvent) => boolean;
}

export interface Backlog {
  /** The number of events that wait to be published, without parked events and those behind them. */
  readonly pending: number;
  /** The time of the oldest waiting event. Absent when none waits. */
  readonly oldest?: Date;
  /** The number of parked events. Each stops the events of its customer until it is released. */
  readonly parked: number;
}

/** The outbox as a relay uses it. */
export interface OutboxReader {
  /**
   * The oldest pending events. An event is returned only together with all earlier pending ones of its customer, except
   * those that the caller knows.
   */
  pending(request: PendingRequest): Promise<PendingBatch>;
  /** Marks events that the broker acknowledged. */
  markPublished(events: readonly OutboxEvent[]): Promise<void>;
  /** Parks an event that can never be published. Later ones of its customer wait behind it. */
  park(event: OutboxEvent, reason: string): Promise<void>;
  backlog(): Promise<Backlog>;
}

const OLDEST_FIRST = { occurredAt: 1, customerNumber: 1, revision: 1 } as const;
const ALL_PARTITIONS = Array.from({ length: PARTITIONS }, (_, partition) => partition);

/** The outbox in MongoDB, as publishers use it. */
export function createOutboxReader({ client, db }: Pick<MongoConnection, 'client' | 'db'>): OutboxReader {
  const { outbox: rows } = collectionsOf(db);
  const published = publishedRevisions();
  const readWindow = new ReadWindow();

  return {
    pending: ({ partitions, limit, after, isNext = () => false }) =>
      translating(async () => {
        const found = await oldest(rows, { partitions, limit, after, readWindow });
        const customers = byCustomer(found);
        const unsure = [...customers.values()].flatMap((events) => events.slice(0, 1)).filter(published.isUnsure);
        const followers = new Set(unsure.filter(isNext).map(({ customerNumber }) => customerNumber));
        const doubtful = unsure.filter(({ customerNumber }) => !followers.has(customerNumber));
        // Deliberately after the first read: it sees the commits that the first one was too early for.
        const blocked = await blockedCustomers(rows, doubtful);
        for (const [customer, blocker] of blocked) {
          const ids = (customers.get(customer) ?? []).map(({ id }) => id);
          if (blocker !== 'pending') await parkBehind({ client, rows }, blocker.parkedId, ids);
        }
        const events = [...customers].flatMap(([customer, own]) => (blocked.has(customer) ? [] : withoutGaps(own)));
        const continuesAt = found.length === limit ? found.at(-1)?.occurredAt : undefined;
        return { events, heldBack: found.length - events.length, followers, ...(continuesAt && { continuesAt }) };
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
        const parked = await rows.countDocuments({ aside: true });
        // Both in one pass: a long backlog must not be read twice or sorted.
        const inOnePass = { _id: null, pending: { $sum: 1 }, oldest: { $min: '$occurredAt' } };
        const [waiting] = await rows
          .aggregate<{ pending: number; oldest: Date }>([{ $match: waitingIn(ALL_PARTITIONS) }, { $group: inOnePass }])
          .toArray();
        return { pending: waiting?.pending ?? 0, ...(waiting && { oldest: waiting.oldest }), parked };
      }),
  };
}

interface Wanted extends Pick<PendingRequest, 'partitions' | 'limit' | 'after'> {
  readonly readWindow: ReadWindow;
}

async function oldest(rows: Collection<OutboxDocument>, { partitions, limit, after, readWindow }: Wanted) {
  for (;;) {
    const { until } = readWindow;
    const time = { ...(after !== undefined && { $gte: after }), ...(until !== undefined && { $lt: until }) };
    const filter = { ...waitingIn(partitions), ...(Object.keys(time).length > 0 && { occurredAt: time }) };
    const inBytes = await rows.find(filter, { sort: OLDEST_FIRST, limit, batchSize: limit, raw: true }).toArray();
    const found = (inBytes as unknown as Uint8Array[]).map(eventIn);
    if (found.length === limit) readWindow.full(found);
    else if (until !== undefined) readWindow.widen(Date.now());
    if (found.length === limit || until === undefined) return found;
  }
}

/** Exactly the filter of the partial index: with one more predicate some servers read the whole collection. */
function waitingIn(partitions: readonly number[]): Filter<OutboxDocument> {
  return { partition: { $in: partitions }, pending: true } as Filter<OutboxDocument>;
}

/** The obstacle before the events of a customer: a pending event or a parked one. */
type Blocker = 'pending' | { readonly parkedId: string };

/** The customers with a pending or parked event before the given one. */
async function blockedCustomers(
  rows: Collection<OutboxDocument>,
  firsts: readonly OutboxEvent[],
): Promise<Map<number, Blocker>> {
  const blocked = new Map<number, Blocker>();
  if (firsts.length === 0) return blocked;
  const revisionOf = new Map(firsts.map(({ customerNumber, revision }) => [customerNumber, revision]));
  // All rows of these customers, because a range of revisions per customer is no single index scan. They are few: for
  // customers that change all the time the last published revision is remembered.
  const rowsOfThem = await rows
    .find(
      { customerNumber: { $in: [...revisionOf.keys()] } },
      { projection: { customerNumber: 1, revision: 1, pending: 1, aside: 1, behind: 1 }, batchSize: 10_000 },
    )
    .toArray();
  for (const row of rowsOfThem.filter((one) => one.revision < (revisionOf.get(one.customerNumber) ?? 0))) {
    const parkedId = row.aside ? row._id : row.behind;
    if (parkedId !== undefined) blocked.set(row.customerNumber, { parkedId });
    else if (row.pending && !blocked.has(row.customerNumber)) blocked.set(row.customerNumber, 'pending');
  }
  return blocked;
}

const MAX_REMEMBERED = 200_000;

/** The last published revision of recently published customers. It stays true when another publisher takes over. */
function publishedRevisions() {
  const last = new Map<number, number>();
  return {
    remember(events: readonly OutboxEvent[]): void {
      for (const { customerNumber, revision } of events) {
        const known = last.get(customerNumber) ?? 0;
        // Deleted first, so that entries are in the order of their last use.
        last.delete(customerNumber);
        last.set(customerNumber, Math.max(known, revision));
      }
      for (const customer of last.keys()) {
        if (last.size <= MAX_REMEMBERED) break;
        last.delete(customer);
      }
    },
    /** Whether the database must be read to know the event before this one. */
    isUnsure: ({ customerNumber, revision }: OutboxEvent): boolean =>
      revision > 1 && last.get(customerNumber) !== revision - 1,
  };
}
