import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import { ensureIndexes } from '../schema/indexes.js';
import { sharedCounts } from './shared-counts.js';

const uri = process.env['MONGODB_URI'];
const WINDOW_MILLIS = 60_000;

describe.skipIf(uri === undefined)('the counts that processes share', () => {
  let mongo: MongoConnection;
  beforeAll(async () => {
    mongo = openMongo({ uri: uri ?? '', database: `limits_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    await ensureIndexes(mongo.db);
  });
  afterAll(async () => {
    await mongo.db.dropDatabase();
    await mongo.close();
  });

  const use = (key: string, amount: number) => ({ key, amount, windowMillis: WINDOW_MILLIS });

  test('concurrent uses of new and old keys add up', async () => {
    const processes = Array.from({ length: 8 }, () => sharedCounts(mongo));
    for (let round = 0; round < 3; round++) {
      await Promise.all(processes.map((counts) => counts.add([use('a', 2), use('b', -1)])));
    }
    const totals = await sharedCounts(mongo).add([use('a', 0), use('b', 0)]);
    expect(totals.get('a')?.total).toBe(48);
    expect(totals.get('b')?.total).toBe(-24);
    expect(totals.get('a')?.remainingMillis).toBeGreaterThan(WINDOW_MILLIS - 10_000);
    expect(totals.get('a')?.remainingMillis).toBeLessThanOrEqual(WINDOW_MILLIS);
  });

  test('a window that ended begins anew, before the TTL index has removed it', async () => {
    let now = Date.now();
    const counts = sharedCounts({ db: mongo.db, now: () => now });
    await counts.add([use('c', 5)]);
    now += WINDOW_MILLIS + 1;
    expect((await counts.add([use('c', 1)])).get('c')).toEqual({ total: 1, remainingMillis: WINDOW_MILLIS });
  });

  test('processes are counted for as long as they announce themselves', async () => {
    let now = Date.now();
    const counts = sharedCounts({ db: mongo.db, now: () => now });
    expect(await counts.announce('one')).toBe(1);
    expect(await counts.announce('two')).toBe(2);
    now += 31_000;
    expect(await counts.announce('two')).toBe(1);
  });

  test('every count expires', async () => {
    const [ttl] = (await mongo.db.collection('limits').indexes()).filter((index) => 'expiresAt' in index.key);
    expect(ttl?.expireAfterSeconds).toBe(0);
  });
});
