import type { Collection, Filter } from 'mongodb';
import type { MongoConnection } from '../driver/connection.js';
import { translating } from '../driver/driver-errors.js';
import { collectionsOf } from '../schema/collections.js';
import type { OutboxDocument } from '../schema/documents.js';
import { eventFrom, type OutboxEvent } from './order.js';

/** A selection of published events. All given criteria must hold; without any, all kept events are selected. */
export interface ArchiveSelection {
  /** From this moment on, itself included. */
  readonly from?: Date;
  /** Before this moment. */
  readonly until?: Date;
  readonly organisationId?: number;
  readonly customerNumber?: number;
  /** From this event on, itself included. Ids begin with the time, so they can be compared. */
  readonly fromEvent?: string;
  /** Up to this event, itself included. */
  readonly untilEvent?: string;
}

/** A position in an archive: every event up to it was returned. */
export interface ArchivePosition {
  readonly millis: number;
  readonly customerNumber: number;
  readonly revision: number;
}

/** The published events that are kept. */
export interface OutboxArchive {
  count(selection: ArchiveSelection): Promise<number>;
  /** Returns pages of events, by time, and by revision per customer. Continues after a position. */
  pages(selection: ArchiveSelection, after?: ArchivePosition): AsyncGenerator<readonly OutboxEvent[]>;
}

const MAX_PAGE_SIZE = 5_000;
const SMALL_PAGE = 1_000;
const FIRST_WINDOW_MILLIS = 60_000;
const LONGEST_WINDOW_MILLIS = 60 * 60 * 1000;

export function createOutboxArchive({ db }: MongoConnection): OutboxArchive {
  const { outbox: rows } = collectionsOf(db);
  return {
    count: (selection) =>
      translating(async () => {
        const first = firstStage(selection, spanOf(selection));
        const [found] = await rows.aggregate([...matching(selection, first), { $count: 'count' }]).toArray();
        return Number(found?.['count'] ?? 0);
      }),
    async *pages(selection, after) {
      if (selection.customerNumber !== undefined) {
        const page = await read(rows, selection, { span: spanOf(selection), after });
        if (page !== 'too many') yield page;
        return;
      }
      yield* windows(rows, selection, after);
    },
  };
}

/** A range of ids: the lowest and the first above. */
interface Span {
  readonly low: string;
  readonly high: string;
}

interface Part {
  readonly span: Span;
  readonly after: ArchivePosition | undefined;
  readonly limit?: number | undefined;
}

/** Reads in windows of time along the index of the ids, which begin with the time. */
async function* windows(
  rows: Collection<OutboxDocument>,
  selection: ArchiveSelection,
  after?: ArchivePosition,
): AsyncGenerator<readonly OutboxEvent[]> {
  const ends = await endsOf(rows, spanOf(selection));
  if (ends === undefined) return;
  let from = Math.max(ends.first, after?.millis ?? 0);
  let width = FIRST_WINDOW_MILLIS;
  const whole = spanOf(selection);
  while (from <= ends.last) {
    const span = {
      low: laterId(whole.low, lowestIdAt(from)),
      high: earlierId(whole.high, lowestIdAt(from + width)),
    };
    // A window of one millisecond can't be divided further.
    const limit = width > 1 ? MAX_PAGE_SIZE + 1 : undefined;
    const page = await read(rows, selection, { span, after, limit });
    if (page === 'too many') {
      width = Math.ceil(width / 4);
      continue;
    }
    from += width;
    if (page.length > 0) yield page;
    // Skips a time without events.
    else from = Math.max(from, (await endsOf(rows, { ...whole, low: span.high }))?.first ?? from);
    if (page.length < SMALL_PAGE) width = Math.min(width * 2, LONGEST_WINDOW_MILLIS);
  }
}

/** The times of the first and the last event, in milliseconds. */
async function endsOf(rows: Collection<OutboxDocument>, { low, high }: Span) {
  const within = { _id: { $gte: low, $lt: high } };
  return translating(async () => {
    const [first] = await rows.find(within, { sort: { _id: 1 }, limit: 1, projection: { _id: 1 } }).toArray();
    const [last] = await rows.find(within, { sort: { _id: -1 }, limit: 1, projection: { _id: 1 } }).toArray();
    return first && last && { first: millisOf(first._id), last: millisOf(last._id) };
  });
}

async function read(
  rows: Collection<OutboxDocument>,
  selection: ArchiveSelection,
  { span, after, limit }: Part,
): Promise<readonly OutboxEvent[] | 'too many'> {
  const stages = matching(selection, firstStage(selection, span));
  const found = await translating(() =>
    rows
      .aggregate<OutboxDocument>([...stages, ...(limit === undefined ? [] : [{ $limit: limit }])], {
        batchSize: MAX_PAGE_SIZE,
      })
      .toArray(),
  );
  if (found.length === limit) return 'too many';
  const events = found.map(eventFrom).sort((one, other) => compared(placeOf(one), placeOf(other)));
  return after === undefined ? events : events.filter((event) => compared(placeOf(event), after) > 0);
}

/** The criterion that an index covers. */
function firstStage({ customerNumber }: ArchiveSelection, { low, high }: Span): Filter<OutboxDocument> {
  return customerNumber === undefined ? { _id: { $gte: low, $lt: high } } : { customerNumber };
}

/** The other criteria are checked row by row. Pending events are left out, because the relay publishes them. */
function matching(selection: ArchiveSelection, first: Filter<OutboxDocument>) {
  const { organisationId, customerNumber } = selection;
  const { low, high } = spanOf(selection);
  const rest = {
    publishedAt: { $exists: true },
    ...(organisationId !== undefined && { organisationId }),
    ...(customerNumber !== undefined && { _id: { $gte: low, $lt: high } }),
  };
  return [{ $match: first }, { $match: rest }];
}

function spanOf({ from, until, fromEvent, untilEvent }: ArchiveSelection): Span {
  const low = laterId(lowestIdAt(from?.getTime() ?? 0), fromEvent ?? '');
  const high = earlierId(until ? lowestIdAt(until.getTime()) : ABOVE_ALL, untilEvent ? `${untilEvent}~` : ABOVE_ALL);
  return { low, high };
}

/** Greater than every id, because hexadecimal digits end with f. */
const ABOVE_ALL = 'g';

const laterId = (one: string, other: string) => (one > other ? one : other);
const earlierId = (one: string, other: string) => (one < other ? one : other);

/** The lowest id of an event that happened at a moment: a UUID of version 7 (RFC 9562) begins with the milliseconds since 1970. */
function lowestIdAt(millis: number): string {
  const hex = Math.max(0, Math.floor(millis)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

function millisOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The position of an event in the order of an archive. */
export function placeOf({ occurredAt, customerNumber, revision }: OutboxEvent): ArchivePosition {
  return { millis: occurredAt.getTime(), customerNumber, revision };
}

function compared(one: ArchivePosition, other: ArchivePosition): number {
  return one.millis - other.millis || one.customerNumber - other.customerNumber || one.revision - other.revision;
}
