import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { profilesApiFor } from '@profiles/application';
import type { ProfilesApi } from '@profiles/contracts';
import { createMongoStore, ensureIndexes, type MongoConnection, openMongo } from '@profiles/mongo-store';
import { callContext, testDependencies } from '@profiles/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.js';
import { MONGODB_URI } from './stack.js';

const CALLS = 12;
const PERSON = { surname: 'Nordmann', firstName: 'Kari', organisationId: 1, createdBy: 'w', createdByChannel: 'w' };

// Each store batches its commits, so that several of them are needed for several commits to break together: the driver
// labels the unknown result of the first connection of a pool that breaks, and not that of the others.
describe.skipIf(MONGODB_URI === undefined)('commits whose responses are lost together', () => {
  const database = `lost_${randomUUID().slice(0, 8)}`;
  let proxy: FaultyProxy;
  let connection: MongoConnection;
  let apis: ProfilesApi[];

  beforeAll(async () => {
    proxy = await startFaultyProxy(Number(new URL(MONGODB_URI ?? '').port));
    const uri = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true&monitorCommands=true`;
    connection = openMongo({ uri, database, appName: 'tests' });
    await ensureIndexes(connection.db);
    apis = Array.from({ length: CALLS }, () =>
      profilesApiFor(testDependencies(createMongoStore(connection)), callContext(1)),
    );
  });
  afterAll(async () => {
    await connection.db.dropDatabase();
    await connection.close();
    await proxy.close();
  });

  /** From the first commit on the server works and its responses are lost; then it is away for a moment. */
  function loseResponsesOfCommits(): Promise<void> {
    return new Promise((resolve, reject) => {
      const lose = async () => {
        proxy.holdResponses();
        await setTimeout(200);
        proxy.cut();
        await setTimeout(300);
        proxy.resume();
      };
      connection.client.on('commandStarted', function onCommand({ commandName }) {
        if (commandName !== 'commitTransaction') return;
        connection.client.off('commandStarted', onCommand);
        lose().then(resolve, reject);
      });
    });
  }

  test('each call with a key has one effect, and its repetition gets the response of it', {
    timeout: 120_000,
  }, async () => {
    for (let round = 1; round <= 5; round++) {
      const surname = `Round${'abcdef'.charAt(round)}`;
      const keys = apis.map(() => randomUUID());
      const create = (index: number) =>
        apis[index]?.profiles.create({ ...PERSON, surname }, { idempotencyKey: keys[index] ?? '' });
      const lost = loseResponsesOfCommits();
      const first = await Promise.allSettled(apis.map((_, index) => create(index)));
      await lost;
      const numbers = await Promise.all(
        first.map(async (outcome, index) => {
          const customer =
            outcome.status === 'fulfilled' ? outcome.value : await untilAcknowledged(() => create(index));
          expect((await create(index))?.customerNumber).toBe(customer?.customerNumber);
          return customer?.customerNumber;
        }),
      );
      const stored = await connection.db.collection('profiles').find({ surname }).toArray();
      expect(stored.map(({ _id }) => Number(_id)).sort()).toEqual([...numbers].sort());
    }
  });
});

/** Repeats a call until it is acknowledged. */
async function untilAcknowledged<T>(call: () => Promise<T> | undefined): Promise<T | undefined> {
  for (let attempt = 0; attempt < 1_300; attempt++) {
    try {
      return await call();
    } catch (error) {
      // Beside a claim that did not lapse yet, or while the database is away.
      if (![409, 619].includes((error as { code?: number }).code ?? 0)) throw error;
      await setTimeout(50);
    }
  }
  throw new Error('The call was not acknowledged.');
}
