import { randomUUID } from 'node:crypto';
import type { CommandStartedEvent } from 'mongodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import { createMongoStore } from '../profiles/profile-store.js';
import { ensureIndexes } from '../schema/indexes.js';
import { createEpochs } from './epoch.js';
import { createOutboxReader } from './reader.js';

const uri = process.env['MONGODB_URI'];

describe.skipIf(uri === undefined)('the epoch of events', () => {
  let mongo: MongoConnection;
  let reads = 0;

  beforeEach(async () => {
    const monitored = new URL(uri ?? '');
    monitored.searchParams.set('monitorCommands', 'true');
    if (monitored.pathname === '') monitored.pathname = '/';
    mongo = openMongo({ uri: String(monitored), database: `epoch_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    await ensureIndexes(mongo.db);
    reads = 0;
    mongo.client.on('commandStarted', ({ commandName, command }: CommandStartedEvent) => {
      if (commandName === 'find' && command['find'] === 'eventState') reads += 1;
    });
  });

  afterEach(async () => {
    await mongo.db.dropDatabase();
    await mongo.close();
  });

  const commitTo = (store: ReturnType<typeof createMongoStore>, customerNumber: number) =>
    store.commit({
      ...{ profiles: [], ecards: [], changes: [] },
      events: [
        {
          id: randomUUID(),
          occurredAt: new Date().toISOString(),
          data: {
            ...{ eventType: 'UPDATE', customerNumber, organisationId: 1, revision: 1, epoch: 1 },
            ...{ cause: 'update-profile', changedFields: [], correlationId: 'epoch' },
          },
        },
      ],
    });

  const epochs = async () => {
    const { events } = await createOutboxReader(mongo).pending({ partitions: [0, 1, 2, 3], limit: 1_000 });
    return [...events]
      .sort((one, other) => one.customerNumber - other.customerNumber)
      .map(({ data }) => `${data.customerNumber}: ${data.epoch}`);
  };

  // Contract, section 6: an integer from 1 that increases when the database is restored.
  test('it begins with 1, each new one is higher, and running writers use it once the command returns', async () => {
    const store = createMongoStore(mongo);
    const state = createEpochs(mongo);
    expect(await state.current()).toBe(1);
    await commitTo(store, 1);
    expect(await state.startNew()).toBe(2);
    await commitTo(store, 2);
    expect(await state.startNew(6)).toBe(7);
    await commitTo(store, 3);
    expect(await epochs()).toEqual(['1: 1', '2: 2', '3: 7']);
  });

  test('writers read it once for many commits', async () => {
    const store = createMongoStore(mongo);
    await Promise.all(Array.from({ length: 30 }, (_, at) => commitTo(store, at)));
    expect(reads).toBe(1);
  });

  test('an event that was stored before there were epochs belongs to the first one', async () => {
    await commitTo(createMongoStore(mongo), 1);
    await mongo.db.collection('outbox').updateMany({}, { $unset: { 'data.epoch': '' } });
    expect(await epochs()).toEqual(['1: 1']);
  });
});
