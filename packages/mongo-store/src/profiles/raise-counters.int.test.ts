import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import { ensureIndexes } from '../schema/indexes.js';
import { createMongoStore } from './profile-store.js';
import { raiseCounters } from './raise-counters.js';

const uri = process.env['MONGODB_URI'];
const MARGIN = 10_000;

describe.skipIf(uri === undefined)('the counters after a restore', () => {
  let mongo: MongoConnection;

  beforeEach(async () => {
    mongo = openMongo({ uri: uri ?? '', database: `counters_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    await ensureIndexes(mongo.db);
  });

  afterEach(async () => {
    await mongo.db.dropDatabase();
    await mongo.close();
  });

  const next = () => createMongoStore(mongo).nextCustomerNumber();

  test('numbers continue above the highest that the events name, whatever the restored counter says', async () => {
    await next();
    expect(await raiseCounters(mongo, { highestCustomerNumber: 1_234_567 })).toBe(1_234_568 + MARGIN);
    expect(await next()).toBe(1_234_568 + MARGIN);
  });

  test('without an event they continue above the restored customers, with a margin', async () => {
    await mongo.db
      .collection<{ _id: number; organisationId: number }>('profiles')
      .insertOne({ _id: 1_000_500, organisationId: 1 });
    expect(await raiseCounters(mongo, {})).toBe(1_000_501 + MARGIN);
  });

  test('a counter is never lowered, and a second run changes nothing', async () => {
    await raiseCounters(mongo, { highestCustomerNumber: 2_000_000 });
    expect(await raiseCounters(mongo, { highestCustomerNumber: 2_000_000 })).toBe(2_000_001 + MARGIN);
    expect(await raiseCounters(mongo, { highestCustomerNumber: 1_000_000 })).toBe(2_000_001 + MARGIN);
  });
});
