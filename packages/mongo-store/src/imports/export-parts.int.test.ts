import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import { createMongoStore } from '../profiles/profile-store.js';
import { ensureIndexes } from '../schema/indexes.js';

const uri = process.env['MONGODB_URI'];

describe.skipIf(uri === undefined)('the parts of an export', () => {
  let mongo: MongoConnection;

  beforeEach(async () => {
    mongo = openMongo({ uri: uri ?? '', database: `parts_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    await ensureIndexes(mongo.db);
  });

  afterEach(async () => {
    await mongo.db.dropDatabase();
    await mongo.close();
  });

  test('have every customer of the organisation once, in order, however far apart the numbers are', async () => {
    const dense = Array.from({ length: 300 }, (_, index) => 1_000_000 + index);
    const own = [5, 6, 700, 90_000, 999_999, ...dense, 5_000_000, 5_000_001, 2 ** 40, 2 ** 53 - 1];
    const others = [1, 7, 1_000_300, 5_000_002, 2 ** 52];
    const documents = [
      ...own.map((_id) => ({ _id, organisationId: 1 })),
      ...others.map((_id) => ({ _id, organisationId: 2 })),
    ].map((one) => ({ ...one, uniqueKeys: [`ref:${one._id}`] }));
    await mongo.db.collection<(typeof documents)[number]>('profiles').insertMany(documents);
    const { imports } = createMongoStore(mongo);
    const found: number[] = [];
    const sizes: number[] = [];
    for (let after: number | undefined = 0; after !== undefined; ) {
      const { profiles, next } = await imports.profilesOf(1, { after, limit: 50 });
      found.push(...profiles.map(({ customerNumber }) => customerNumber));
      sizes.push(profiles.length);
      after = next;
    }
    expect(found).toEqual(own);
    expect(sizes.slice(0, -1).every((size) => size === 50)).toBe(true);
  });
});
