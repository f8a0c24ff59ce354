import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import type { OutboxDocument } from '../schema/documents.js';
import { ensureIndexes } from '../schema/indexes.js';
import { keepPublishedFor } from './retention.js';

const uri = process.env['MONGODB_URI'];
const DAY_MILLIS = 24 * 60 * 60 * 1000;

describe.skipIf(uri === undefined)('the retention of the outbox', () => {
  let mongo: MongoConnection;

  beforeEach(async () => {
    mongo = openMongo({ uri: uri ?? '', database: `retention_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    await ensureIndexes(mongo.db);
  });

  afterEach(async () => {
    await mongo.db.dropDatabase();
    await mongo.close();
  });

  const row = (name: string, revision: number, fields: object) =>
    ({ _id: name, customerNumber: 1, revision, partition: 0, ...fields }) as unknown as OutboxDocument;
  const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MILLIS);
  const ttlIndex = async () => (await mongo.db.collection('outbox').indexes()).find(({ key }) => key['publishedAt']);
  const keptSeconds = async () => (await ttlIndex())?.expireAfterSeconds;

  // The server deletes about once a minute what this query finds: documents whose field of a TTL index is a date older than
  // expireAfterSeconds, and never those without the field (MongoDB manual, "TTL indexes"). The test does not wait for it.
  test('an event that was published 31 days ago is removed, a pending one never', async () => {
    const outbox = mongo.db.collection<OutboxDocument>('outbox');
    const occurredAt = daysAgo(90);
    await outbox.insertMany([
      row('published long ago', 1, { occurredAt, publishedAt: daysAgo(31) }),
      row('published lately', 2, { occurredAt, publishedAt: daysAgo(29) }),
      row('parked', 3, { occurredAt, aside: true }),
      row('behind it', 4, { occurredAt, behind: 'parked' }),
      row('waiting', 5, { occurredAt, pending: true }),
    ]);
    const { key, name, expireAfterSeconds = Number.NaN } = (await ttlIndex()) ?? {};
    expect(key).toEqual({ publishedAt: 1 });
    const expired = { publishedAt: { $lt: new Date(Date.now() - expireAfterSeconds * 1_000) } };
    const found = await outbox.find(expired).hint(String(name)).toArray();
    expect(found.map(({ _id }) => _id)).toEqual(['published long ago']);
  });

  test('the time can be extended, and a restart does not shorten it', async () => {
    expect(await keptSeconds()).toBe(30 * 86_400);
    await keepPublishedFor(mongo, 90);
    expect(await keptSeconds()).toBe(90 * 86_400);
    await keepPublishedFor(mongo, 90);
    await ensureIndexes(mongo.db);
    expect(await keptSeconds()).toBe(90 * 86_400);
  });
});
