import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import { createLeaseStore } from '../leases/leases.js';
import type { OutboxDocument } from '../schema/documents.js';
import { ensureIndexes } from '../schema/indexes.js';
import type { OutboxEvent } from './order.js';
import { createParkedEvents } from './parked-events.js';
import { createOutboxReader } from './reader.js';

const uri = process.env['MONGODB_URI'];
const START = Date.parse('2026-03-01T12:00:00.000Z');

function row(customerNumber: number, revision: number, seconds = revision): OutboxDocument {
  return {
    _id: randomUUID(),
    organisationId: 1,
    customerNumber,
    revision,
    partition: 0,
    occurredAt: new Date(START + seconds * 1000),
    data: {
      eventType: 'UPDATE',
      customerNumber,
      organisationId: 1,
      revision,
      epoch: 1,
      cause: 'update-profile',
      changedFields: [],
      correlationId: 'outbox',
    },
    pending: true,
  };
}

describe.skipIf(uri === undefined)('the outbox on a real server', () => {
  let mongo: MongoConnection;

  beforeEach(async () => {
    mongo = openMongo({ uri: uri ?? '', database: `outbox_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    await ensureIndexes(mongo.db);
  });

  afterEach(async () => {
    await mongo.db.dropDatabase();
    await mongo.close();
  });

  const insert = (rows: OutboxDocument[]) => mongo.db.collection<OutboxDocument>('outbox').insertMany(rows);
  const read = async (limit: number, reader = createOutboxReader(mongo)) => {
    const { events, heldBack } = await reader.pending({ partitions: [0], limit });
    return { given: events.map(({ customerNumber, revision }) => `${customerNumber}/${revision}`), heldBack };
  };

  test('the oldest events of the wanted partitions are returned first', async () => {
    await insert([row(2, 1, 5), row(1, 1, 1), { ...row(3, 1, 0), partition: 3 }]);
    expect(await read(10)).toEqual({ given: ['1/1', '2/1'], heldBack: 0 });
  });

  test('an event is held back while an earlier one of its customer lies outside the batch', async () => {
    // The writer of revision 2 had a clock that is behind.
    await insert([row(1, 2, 0), row(2, 1, 1), row(1, 1, 9)]);
    expect(await read(2)).toEqual({ given: ['2/1'], heldBack: 1 });
    expect(await read(3)).toEqual({ given: ['1/1', '1/2', '2/1'], heldBack: 0 });
  });

  test('a marked event is not returned again, and the next one of its customer is', async () => {
    await insert([row(1, 1), row(1, 2)]);
    const reader = createOutboxReader(mongo);
    const { events } = await reader.pending({ partitions: [0], limit: 1 });
    await reader.markPublished(events);
    expect(await read(10, reader)).toEqual({ given: ['1/2'], heldBack: 0 });
    // A reader that has not marked it itself finds the same.
    expect(await read(10)).toEqual({ given: ['1/2'], heldBack: 0 });
    expect(await reader.backlog()).toEqual({ pending: 1, oldest: new Date(START + 2_000), parked: 0 });
  });

  test('behind a parked event only its customer waits', async () => {
    await insert([row(1, 1), row(1, 2), row(2, 1, 7)]);
    const reader = createOutboxReader(mongo);
    const { events } = await reader.pending({ partitions: [0], limit: 1 });
    if (events[0]) await reader.park(events[0], 'too large');
    expect(await read(10, reader)).toEqual({ given: ['2/1'], heldBack: 1 });
    // From now on it is not even read.
    expect(await read(10, reader)).toEqual({ given: ['2/1'], heldBack: 0 });
    expect(await reader.backlog()).toEqual({ pending: 1, oldest: new Date(START + 7_000), parked: 1 });
  });

  test('a new event of a stopped customer waits behind the others, and a release returns all of them', async () => {
    await insert([row(1, 1), row(1, 2)]);
    const reader = createOutboxReader(mongo);
    const parked = createParkedEvents(mongo);
    const { events } = await reader.pending({ partitions: [0], limit: 1 });
    if (events[0]) await reader.park(events[0], 'too large');
    await read(10, reader);
    await insert([row(1, 3)]);
    await read(10, reader);
    expect(await parked.list()).toMatchObject([
      { customerNumber: 1, revision: 1, reason: 'too large', waitingBehind: 2 },
    ]);
    expect(await parked.release(events[0]?.id ?? '')).toBe(true);
    expect(await read(10, reader)).toEqual({ given: ['1/1', '1/2', '1/3'], heldBack: 0 });
    expect(await parked.list()).toEqual([]);
  });

  test('whatever the order of a release and a read of later events, no event stays behind', async () => {
    const reader = createOutboxReader(mongo);
    const parked = createParkedEvents(mongo);
    for (let customer = 1; customer <= 20; customer += 1) {
      await insert([row(customer, 1)]);
      const [event] = (await reader.pending({ partitions: [0], limit: 1 })).events;
      await reader.park(event as OutboxEvent, 'too large');
      await insert([row(customer, 2), row(customer, 3)]);
      await Promise.all([reader.pending({ partitions: [0], limit: 10 }), parked.release(event?.id ?? '')]);
      const own = (await reader.pending({ partitions: [0], limit: 10 })).events;
      expect(own.map(({ revision }) => revision)).toEqual([1, 2, 3]);
      await reader.markPublished(own);
    }
  });

  test('of several publishers that take a lease at once exactly one gets it, new or expired', async () => {
    const store = createLeaseStore(mongo);
    const takers = ['a', 'b', 'c', 'd'];
    const until = new Date(Date.now() + 1_000);
    const race = async (seen?: { partition: number; owner: string; until: Date }) =>
      (await Promise.all(takers.map((owner) => store.take({ partition: 3, owner, until }, seen)))).filter(Boolean);
    expect(await race()).toHaveLength(1);
    const [seen] = (await store.read()).leases;
    const later = new Date(until.getTime() + 1);
    const others = takers.filter((owner) => owner !== seen?.owner);
    const again = await Promise.all(others.map((owner) => store.take({ partition: 3, owner, until: later }, seen)));
    expect(again.filter(Boolean)).toHaveLength(1);
    expect(await store.renew({ partition: 3, owner: seen?.owner ?? '', until: later })).toBe(false);
  });
});
