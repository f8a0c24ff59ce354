import { randomUUID } from 'node:crypto';
import { type EventFeed, profilesApiFor } from '@profiles/application';
import type { CustomerChangedData } from '@profiles/contracts';
import { callContext, profilesApiContract, testDependencies } from '@profiles/testkit';
import type { CommandStartedEvent } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import { createMongoStore } from '../profiles/profile-store.js';
import { ensureIndexes } from '../schema/indexes.js';
import { ShardLinter } from './shard-lint.js';
import { SCATTER_ALLOWED, TWO_SHARDS_ALLOWED } from './shard-map.js';

/** Pages of events come from the stream, and from no collection. */
const NO_EVENTS: EventFeed = {
  list: async () => new TextEncoder().encode(JSON.stringify({ items: [], nextCursor: '0' })),
  subscribe: () => Promise.reject(new Error('No operation of the suite subscribes.')),
};

const uri = process.env['MONGODB_URI'];

describe.skipIf(uri === undefined)('the statements of every operation, as a sharded cluster routes them', () => {
  let connection: MongoConnection;
  /** For what the tests themselves read. */
  let unobserved: MongoConnection;
  const linter = new ShardLinter();

  beforeAll(async () => {
    const monitored = new URL(uri ?? '');
    monitored.searchParams.set('monitorCommands', 'true');
    const database = `shards_${randomUUID().slice(0, 8)}`;
    connection = openMongo({ uri: monitored.href, database, appName: 'tests' });
    unobserved = openMongo({ uri: uri ?? '', database, appName: 'tests' });
    await ensureIndexes(connection.db);
    connection.client.on('commandStarted', ({ commandName, command }: CommandStartedEvent) =>
      linter.take(commandName, command),
    );
  });
  afterAll(async () => {
    await connection.db.dropDatabase();
    await connection.close();
    await unobserved.close();
  });

  profilesApiContract('in process, over MongoDB', async () => {
    const store = createMongoStore({ ...connection, isSharded: () => true });
    const clock = { now: () => new Date().toISOString(), pause: async () => {} };
    const dependencies = { ...testDependencies(store, clock), events: NO_EVENTS };
    return {
      apiFor: ({ organisationId, permissions, clientId }) => {
        const context = callContext(organisationId, permissions);
        const caller = { ...context.caller, ...(clientId !== undefined && { clientId }) };
        return profilesApiFor(dependencies, { ...context, caller });
      },
      events: async (customerNumber) => {
        const rows = await unobserved.db.collection('outbox').find({ customerNumber }).toArray();
        rows.sort((one, other) => one['revision'] - other['revision']);
        return rows.map((row) => row['data'] as CustomerChangedData);
      },
    };
  });

  test('none asks every shard, and no transaction needs two, without a stated reason', () => {
    expect(linter.findings).toEqual([]);
  });

  test('every exception is needed', () => {
    expect([...linter.used].sort()).toEqual(
      [...Object.keys(SCATTER_ALLOWED), ...Object.keys(TWO_SHARDS_ALLOWED)].sort(),
    );
  });

  test('every filter is answered by an index', async () => {
    const scans: string[] = [];
    for (const [shape, { collection, filter }] of linter.filters) {
      const plan = await connection.db.collection(collection).find(filter).explain('queryPlanner');
      if (JSON.stringify(plan['queryPlanner']?.winningPlan).includes('COLLSCAN')) scans.push(shape);
    }
    expect(scans).toEqual([]);
  });
});
