import { randomUUID } from 'node:crypto';
import { testIds } from '@profiles/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import type { OutboxDocument } from '../schema/documents.js';
import { ensureIndexes } from '../schema/indexes.js';
import { type ArchiveSelection, createOutboxArchive, placeOf } from './archive.js';
import type { OutboxEvent } from './order.js';

const uri = process.env['MONGODB_URI'];
const START = Date.parse('2026-03-01T12:00:00.000Z');
const CUSTOMERS = 6_000;

/** Two organisations, three changes each: two in the same busy second, and one of the first customers hours later. */
function rows(): OutboxDocument[] {
  const busy = Array.from({ length: CUSTOMERS }, (_, at) => [
    row(at + 1, 1, at % 900),
    row(at + 1, 2, 900 + (at % 90)),
  ]);
  const later = Array.from({ length: 10 }, (_, at) => row(at + 1, 3, 9 * 3_600_000 + at));
  return [...busy.flat(), ...later];
}

function row(customerNumber: number, revision: number, millis: number): OutboxDocument {
  const organisationId = customerNumber % 2 === 0 ? 2 : 1;
  const occurredAt = new Date(START + millis);
  const data = {
    ...{ eventType: 'UPDATE' as const, customerNumber, organisationId, revision, epoch: 1 },
    ...{ cause: 'update-profile', changedFields: [], correlationId: 'archive' },
  };
  const _id = testIds.uuidAt(occurredAt.toISOString());
  return { _id, organisationId, customerNumber, revision, partition: 0, occurredAt, data, publishedAt: new Date() };
}

describe.skipIf(uri === undefined)('published events that are kept for replay', () => {
  let mongo: MongoConnection;
  const all = rows();

  beforeAll(async () => {
    mongo = openMongo({ uri: uri ?? '', database: `archive_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    await ensureIndexes(mongo.db);
    const { publishedAt: _, ...waiting } = { ...row(7, 4, 10 * 3_600_000), pending: true as const };
    await mongo.db.collection<OutboxDocument>('outbox').insertMany([...all, waiting]);
  });

  afterAll(async () => {
    await mongo.db.dropDatabase();
    await mongo.close();
  });

  async function read(selection: ArchiveSelection, after?: OutboxEvent): Promise<OutboxEvent[]> {
    const events: OutboxEvent[] = [];
    const archive = createOutboxArchive(mongo);
    for await (const page of archive.pages(selection, after && placeOf(after))) events.push(...page);
    if (after === undefined) expect(await archive.count(selection), 'the count').toBe(events.length);
    return events;
  }

  const ids = (events: readonly (OutboxEvent | OutboxDocument)[]) =>
    events.map((event) => ('_id' in event ? event._id : event.id)).sort();

  test('each published event is returned once, by time, and by revision per customer; pending events are not', async () => {
    const events = await read({});
    expect(ids(events)).toEqual(ids(all));
    expect(events.map(placeOf)).toEqual(
      events.map(placeOf).sort((a, b) => a.millis - b.millis || a.customerNumber - b.customerNumber),
    );
    const seen = new Map<number, number>();
    for (const { customerNumber, revision } of events) {
      expect(revision).toBe((seen.get(customerNumber) ?? 0) + 1);
      seen.set(customerNumber, revision);
    }
  });

  test.each<[string, ArchiveSelection, (row: OutboxDocument) => boolean]>([
    ['an organisation', { organisationId: 2 }, (one) => one.organisationId === 2],
    ['a customer', { customerNumber: 5 }, (one) => one.customerNumber === 5],
    ['a customer of another organisation', { customerNumber: 5, organisationId: 2 }, () => false],
    [
      'a time, its start included and its end not',
      { from: new Date(START + 100), until: new Date(START + 905) },
      ({ occurredAt }) => occurredAt.getTime() >= START + 100 && occurredAt.getTime() < START + 905,
    ],
    [
      'a customer and a time',
      { customerNumber: 5, from: new Date(START + 3_600_000) },
      (one) => one.customerNumber === 5 && one.revision === 3,
    ],
  ])('by %s', async (_what, selection, isWanted) => {
    expect(ids(await read(selection))).toEqual(ids(all.filter(isWanted)));
  });

  test('by a range of event ids, both ends included', async () => {
    const inOrder = ids(all);
    const [fromEvent, untilEvent] = [inOrder[4_000], inOrder[9_000]];
    const found = ids(await read({ fromEvent: fromEvent ?? '', untilEvent: untilEvent ?? '' }));
    expect(found).toEqual(inOrder.slice(4_000, 9_001));
  });

  test('a read continues after any position as if it had never stopped', async () => {
    const events = await read({ organisationId: 1 });
    for (const at of [0, 1, 2_500, 5_999, events.length - 1]) {
      expect(ids(await read({ organisationId: 1 }, events[at]))).toEqual(ids(events.slice(at + 1)));
    }
  });
});
