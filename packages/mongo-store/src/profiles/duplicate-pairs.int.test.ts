import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import { type Collections, collectionsOf } from '../schema/collections.js';
import { ensureIndexes } from '../schema/indexes.js';
import { duplicatePairsIn } from './duplicate-pairs.js';

const uri = process.env['MONGODB_URI'];

describe.skipIf(uri === undefined)('[DUP-1] profiles from before changes were marked', () => {
  let connection: MongoConnection;
  let collections: Collections;
  beforeAll(async () => {
    connection = openMongo({ uri: uri ?? '', database: `pairs_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    await ensureIndexes(connection.db);
    collections = collectionsOf(connection.db);
  });
  afterAll(async () => {
    await connection.db.dropDatabase();
    await connection.close();
  });

  async function walked(organisationId: number, limit: number) {
    const pairs = duplicatePairsIn(collections);
    await pairs.begin(organisationId);
    const seen: number[] = [];
    for (;;) {
      const due = await pairs.due(organisationId, limit);
      if (due.customerNumbers.length === 0) return seen;
      seen.push(...due.customerNumbers);
      await pairs.settle(organisationId, due, []);
    }
  }
  const insert = (organisationId: number, numbers: readonly number[]) =>
    collections.profiles.insertMany(
      numbers.map((_id) => ({ _id, organisationId, uuid: String(_id), uniqueKeys: [`ref:${_id}`] })) as never,
    );

  test('each is walked once, also with imported numbers far away', async () => {
    const numbers = [7, 950_000, 1_000_000, ...Array.from({ length: 25 }, (_, at) => 1_000_010 + 3 * at), 2 ** 52];
    await insert(1, numbers);
    await insert(2, [1_000_001]);
    expect(await walked(1, 10)).toEqual(numbers);
    expect(await walked(1, 10)).toEqual([]);
    expect(await walked(3, 10)).toEqual([]);
  });

  test('an organisation whose oldest profile has a mark is not walked', async () => {
    await insert(4, [1_500_000, 1_500_001]);
    await collections.changes.insertOne({
      _id: 'c',
      organisationId: 4,
      customerNumber: 1_500_000,
      pairsDue: true,
    } as never);
    expect(await walked(4, 10)).toEqual([1_500_000]);
    expect(await collections.changes.countDocuments({ pairsDue: true })).toBe(0);
  });
});

// Two processes settle the same customers: the timer of one and a call of another one.
test.skipIf(uri === undefined)(
  '[DUP-1] a pair that still holds is never missing while it is settled again',
  async () => {
    const connection = openMongo({ uri: uri ?? '', database: `pairs_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    try {
      const pairs = duplicatePairsIn(collectionsOf(connection.db));
      const due = { customerNumbers: [1, 2, 3], receipt: { changes: [] } };
      const pair = (first: number, second: number) => ({ first, second, score: 0.8, reasons: ['same-name'] as const });
      const all = [pair(1, 2), pair(1, 3), pair(2, 3)] as unknown as Parameters<typeof pairs.settle>[2];
      await pairs.settle(1, due, all);
      let isSettling = true;
      const settling = (async () => {
        for (let round = 0; round < 50; round++) await pairs.settle(1, due, all);
      })().finally(() => {
        isSettling = false;
      });
      while (isSettling) expect(await pairs.list(1, { minScore: 0, limit: 10 })).toHaveLength(3);
      await settling;

      await pairs.settle(1, due, all.slice(0, 1));
      expect(await pairs.list(1, { minScore: 0, limit: 10 })).toHaveLength(1);
    } finally {
      await connection.db.dropDatabase();
      await connection.close();
    }
  },
);
