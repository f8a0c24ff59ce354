import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { ClaimLostError, type ProfileStore } from '@profiles/application';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import { collectionsOf } from '../schema/collections.js';
import { ensureIndexes } from '../schema/indexes.js';
import { createMongoStore } from './profile-store.js';

const uri = process.env['MONGODB_URI'];

const newKey = () => ({ id: randomUUID(), organisationId: 1, fingerprint: 'f', claimant: randomUUID() });
const responseTo = (key: ReturnType<typeof newKey>) => ({ ...key, response: '{}', customerNumbers: [] });

/** Asks again until the condition holds, for ten seconds at most. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('The condition does not hold after ten seconds.');
    await setTimeout(50);
  }
}

describe.skipIf(uri === undefined)('claims on Idempotency-Keys, over two processes', () => {
  const database = `claims_${randomUUID().slice(0, 8)}`;
  const open = () => openMongo({ uri: uri ?? '', database, appName: 'tests' });
  let connection: MongoConnection;
  let store: ProfileStore;
  const recordOf = (id: string) => collectionsOf(connection.db).idempotency.findOne({ _id: id });

  beforeAll(async () => {
    connection = open();
    await ensureIndexes(connection.db);
    store = createMongoStore(connection);
  });
  afterAll(async () => {
    await connection.db.dropDatabase();
    await connection.close();
  });

  /** A claim of a process that crashed: its connections are gone, so that nothing renews it. */
  async function claimOfCrashedProcess() {
    const other = open();
    const key = newKey();
    await createMongoStore(other).idempotency.claim(key);
    await other.close();
    return key;
  }

  test('the claim of a process that crashed lapses within five seconds', async () => {
    const key = await claimOfCrashedProcess();
    const crashedAt = Date.now();
    const rival = { ...key, claimant: randomUUID() };
    expect(await store.idempotency.claim(rival)).toMatchObject({ state: 'running' });
    await until(async () => (await store.idempotency.claim(rival)).state === 'claimed');
    expect(Date.now() - crashedAt).toBeLessThan(5_000);
  });

  test('the time left tells when to call again', async () => {
    const key = await claimOfCrashedProcess();
    const seen = await store.idempotency.claim({ ...key, claimant: randomUUID() });
    const { remainingMillis = 0 } = seen as { remainingMillis?: number };
    await setTimeout(remainingMillis);
    expect(await store.idempotency.claim({ ...key, claimant: randomUUID() })).toEqual({ state: 'claimed' });
  });

  test('a claim is renewed while its call runs', async () => {
    const key = newKey();
    await store.idempotency.claim(key);
    const first = (await recordOf(key.id))?.heldUntil?.getTime() ?? 0;
    await until(async () => ((await recordOf(key.id))?.heldUntil?.getTime() ?? 0) > first + 500);
    await store.idempotency.store(responseTo(key));
    expect(await store.idempotency.claim({ ...key, claimant: randomUUID() })).toMatchObject({ state: 'done' });
  });

  test('of calls that find a lapsed claim at once exactly one takes it over, and the crashed call writes nothing', async () => {
    const key = newKey();
    await insertClaim(key, -1);
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => store.idempotency.claim({ ...key, claimant: randomUUID() })),
    );
    expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1);
    const late = store.commit({ profiles: [], ecards: [], events: [], changes: [], idempotency: responseTo(key) });
    await expect(late).rejects.toBeInstanceOf(ClaimLostError);
  });

  test('a claim that ends later than any claim can was written by a broken clock, and counts as lapsed', async () => {
    const key = newKey();
    await insertClaim(key, 3_600_000);
    expect(await store.idempotency.claim({ ...key, claimant: randomUUID() })).toEqual({ state: 'claimed' });
  });

  test('a process whose clock is an hour ahead claims by the clock of the database', async () => {
    const realNow = Date.now;
    try {
      Date.now = () => realNow() + 3_600_000;
      const key = newKey();
      await store.idempotency.claim(key);
      const heldUntil = (await recordOf(key.id))?.heldUntil?.getTime() ?? 0;
      expect(Math.abs(heldUntil - realNow())).toBeLessThan(10_000);
    } finally {
      Date.now = realNow;
    }
  });

  async function insertClaim({ id, claimant, fingerprint }: ReturnType<typeof newKey>, endsIn: number): Promise<void> {
    const now = connection.now();
    await collectionsOf(connection.db).idempotency.insertOne({
      ...{ _id: id, claimant, fingerprint },
      ...{ claimedAt: new Date(now), heldUntil: new Date(now + endsIn), expiresAt: new Date(now + 86_400_000) },
    });
  }
});
