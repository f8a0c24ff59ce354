import type { Collection, Filter } from 'mongodb';
import type { MongoConnection } from '../driver/connection.js';
import { translating } from '../driver/driver-errors.js';
import { collectionsOf } from '../schema/collections.js';
import type { OutboxDocument } from '../schema/documents.js';
import { eventFrom, type OutboxEvent } from './order.js';

/** Which of the published events. All that is given must hold; nothing given means all events that are kept. */
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

/** How far an archive was read: every event up to here was given. */
export interface ArchivePosition {
  readonly millis: number;
  readonly customerNumber: number;
  readonly revision: number;
}

/** Published events, for as long as they are kept. */
export interface OutboxArchive {
  count(selection: ArchiveSelection): Promise<number>;
  /** In pages: by time, and each customer's by revision. Goes on after a position. */
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

/** The id is the only index by time there is, and it needs no other: walks along it in windows of time. */
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
    // A millisecond can't be divided.
    const limit = width > 1 ? MAX_PAGE_SIZE + 1 : undefined;
    const page = await read(rows, selection, { span, after, limit });
    if (page === 'too many') {
      width = Math.ceil(width / 4);
      continue;
    }
    from += width;
    if (page.length > 0) yield page;
    // Over a time without events in one leap.
    else from = Math.max(from, (await endsOf(rows, { ...whole, low: span.high }))?.first ?? from);
    if (page.length < SMALL_PAGE) width = Math.min(width * 2, LONGEST_WINDOW_MILLIS);
  }
}

/** When the first and the last of the events happened, in milliseconds. */
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

/** What an index answers whole. */
function firstStage({ customerNumber }: ArchiveSelection, { low, high }: Span): Filter<OutboxDocument> {
  return customerNumber === undefined ? { _id: { $gte: low, $lt: high } } : { customerNumber };
}

/** The rest is looked at row by row. What waits to be published is left out: it goes out anyway. */
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

/** Above every id: hexadecimal digits end with f. */
const ABOVE_ALL = 'g';

const laterId = (one: string, other: string) => (one > other ? one : other);
const earlierId = (one: string, other: string) => (one < other ? one : other);

/** The lowest id of an event that happened at a moment: a UUID of version 7 begins with the milliseconds since 1970. */
function lowestIdAt(millis: number): string {
  const hex = Math.max(0, Math.floor(millis)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

function millisOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** Where an event stands in the order of an archive. */
export function placeOf({ occurredAt, customerNumber, revision }: OutboxEvent): ArchivePosition {
  return { millis: occurredAt.getTime(), customerNumber, revision };
}

function compared(one: ArchivePosition, other: ArchivePosition): number {
  return one.millis - other.millis || one.customerNumber - other.customerNumber || one.revision - other.revision;
}
