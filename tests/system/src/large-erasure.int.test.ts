import { randomUUID } from 'node:crypto';
import { type ProfileStore, profilesApiFor, purgeExpired } from '@profiles/application';
import { Permission } from '@profiles/contracts';
import { createMongoStore, ensureIndexes, type MongoConnection, openMongo } from '@profiles/mongo-store';
import { aProfile, callContext, fakeClock, testDependencies, testIds } from '@profiles/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI } from './stack.js';

const MERGED = 700;

describe.skipIf(MONGODB_URI === undefined)('a person with 700 merged profiles', () => {
  let connection: MongoConnection;
  let store: ProfileStore;

  beforeAll(async () => {
    const database = `erasure_${randomUUID().slice(0, 8)}`;
    connection = openMongo({ uri: MONGODB_URI ?? '', database, appName: 'tests' });
    await ensureIndexes(connection.db);
    store = createMongoStore(connection);
  });
  afterAll(async () => {
    await connection.db.dropDatabase();
    await connection.close();
  });

  /** Stores a person, and returns the numbers of all profiles. */
  async function savePerson(fields: Parameters<typeof aProfile>[0] | object): Promise<number[]> {
    const numbers = await Promise.all(Array.from({ length: MERGED + 1 }, () => store.nextCustomerNumber()));
    const [customerNumber = 0, ...merged] = numbers;
    const profiles = [
      aProfile({ customerNumber, relatedCustomerNumbers: merged, ...fields }),
      ...merged.map((number) => aProfile({ customerNumber: number, status: 'P', parentId: customerNumber })),
    ];
    for (let start = 0; start < profiles.length; start += 100) {
      const part = profiles.slice(start, start + 100).map((after) => ({ after }));
      await store.commit({ profiles: part, ecards: [], events: [], changes: [] });
    }
    return numbers;
  }

  async function expectGone(numbers: readonly number[]): Promise<void> {
    const $in = [...numbers];
    expect(await store.byCustomerNumbers(numbers)).toEqual([]);
    const proofs = await connection.db.collection('erasures').find({ customerNumbers: { $in } }).toArray();
    expect(proofs.flatMap((proof) => proof['customerNumbers'] as number[]).sort()).toEqual([...numbers].sort());
    const events = await connection.db.collection('outbox').find({ customerNumber: { $in } }).toArray();
    expect(events.map((event) => event['customerNumber'] as number).sort()).toEqual([...numbers].sort());
  }

  test('[ERASE-1] is erased whole, in parts that fit into the deadline of a commit', { timeout: 120_000 }, async () => {
    const numbers = await savePerson({});
    const api = profilesApiFor(testDependencies(store), callContext(1, Object.values(Permission)));
    await api.profiles.erase({ customerNumber: numbers[0] ?? 0 });
    await expectGone(numbers);
  });

  test('[PURGE-1] is purged whole', { timeout: 120_000 }, async () => {
    const numbers = await savePerson({ status: 'D', expirationDate: '2026-01-01T00:00:00.000Z' });
    const run = { store, clock: fakeClock(), ids: testIds, correlationId: 'purge', batchSize: 10 };
    expect(await purgeExpired({ ...run, dryRun: true })).toEqual({ purged: MERGED + 1, skipped: 0 });
    expect(await purgeExpired(run)).toEqual({ purged: MERGED + 1, skipped: 0 });
    await expectGone(numbers);
  });
});
