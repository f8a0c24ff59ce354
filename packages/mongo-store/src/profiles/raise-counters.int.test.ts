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

  const known = (...customerNumbers: number[]) => ({ customerNumbers, imported: [] });
  const profiles = () =>
    mongo.db.collection<{ _id: number; organisationId: number; uniqueKeys?: string[] }>('profiles');
  const given = () => mongo.db.collection<{ _id: number; organisationId: number }>('givenNames');

  test('numbers continue above the highest that the events name, whatever the restored counter says', async () => {
    await next();
    expect(await raiseCounters(mongo, known(1_234_567))).toBe(1_234_568 + MARGIN);
    expect(await next()).toBe(1_234_568 + MARGIN);
  });

  test('without an event they continue above the restored customers, with a margin', async () => {
    await profiles().insertOne({ _id: 1_000_500, organisationId: 1 });
    expect(await raiseCounters(mongo, known())).toBe(1_000_501 + MARGIN);
  });

  test('a counter is never lowered, and a second run changes nothing', async () => {
    await raiseCounters(mongo, known(2_000_000));
    expect(await raiseCounters(mongo, known(2_000_000))).toBe(2_000_001 + MARGIN);
    expect(await raiseCounters(mongo, known(1_000_000))).toBe(2_000_001 + MARGIN);
  });

  test('[IMPORT-1] a number that a row gave does not move the counter: restored, changed since, or imported since', async () => {
    const [restored, changed, imported] = [2 ** 53 - 1, 2 ** 53 - 2, 2 ** 53 - 3];
    const many = Array.from({ length: 1_500 }, (_, index) => 5_000_000 + index);
    await given().insertMany([restored, changed, ...many].map((_id) => ({ _id, organisationId: 1 })));
    await profiles().insertMany(
      [1_000_500, restored, ...many].map((_id) => ({ _id, organisationId: 1, uniqueKeys: [`${_id}`] })),
    );
    const used = {
      customerNumbers: [1_000_700, changed, imported, ...many],
      imported: [{ organisationId: 7, customerNumbers: [imported] }],
    };
    expect(await raiseCounters(mongo, used)).toBe(1_000_701 + MARGIN);
    expect(await given().findOne({ _id: imported })).toEqual({ _id: imported, organisationId: 7 });
  });

  test('[IMPORT-1] a number that an import lost is not assigned when the counter reaches it', async () => {
    const [assigned, imported] = [1_000_000, 1_000_001 + MARGIN];
    const used = {
      customerNumbers: [assigned, imported],
      imported: [{ organisationId: 7, customerNumbers: [imported] }],
    };
    expect(await raiseCounters(mongo, used)).toBe(imported);
    expect(await next()).toBe(imported + 1);
  });

  test('[IMPORT-1] numbers that an import got from the counter raise it, those that rows gave do not', async () => {
    const assigned = Array.from({ length: 6 }, (_, index) => 1_005_000 + index * 5_000);
    const customerNumbers = [...assigned, 9_000_000];
    const imported = [{ organisationId: 7, customerNumbers }];
    expect(await raiseCounters(mongo, { customerNumbers, imported })).toBe(1_030_001 + MARGIN);
    expect(await raiseCounters(mongo, { customerNumbers, imported })).toBe(1_030_001 + MARGIN);
  });
});
