import { randomUUID } from 'node:crypto';
import { aProfile } from '@profiles/testkit';
import type { CommandStartedEvent, CommandSucceededEvent, Timestamp } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMongoStore } from '../profiles/profile-store.js';
import { ensureIndexes } from '../schema/indexes.js';
import { type MongoConnection, openMongo } from './connection.js';

const uri = process.env['MONGODB_URI'];

describe.skipIf(uri === undefined)('a write is visible to the next search, also after a fail-over', () => {
  let connection: MongoConnection;
  let searchAfter: Timestamp | undefined;
  let committedAt: Timestamp | undefined;

  beforeAll(async () => {
    const monitored = new URL(uri ?? '');
    monitored.searchParams.set('monitorCommands', 'true');
    const database = `causal_${randomUUID().slice(0, 8)}`;
    connection = openMongo({ uri: monitored.href, database, appName: 'tests' });
    connection.client.on('commandStarted', ({ commandName, command }: CommandStartedEvent) => {
      if (commandName === 'aggregate') searchAfter = command['readConcern']?.afterClusterTime;
    });
    connection.client.on('commandSucceeded', ({ commandName, reply }: CommandSucceededEvent) => {
      if (commandName === 'commitTransaction') committedAt = (reply as { operationTime?: Timestamp }).operationTime;
    });
    await ensureIndexes(connection.db);
  });
  afterAll(async () => {
    await connection.db.dropDatabase();
    await connection.close();
  });

  // A member that has not applied this time yet waits for it before it responds.
  test('a search names the time of the last commit of its process', async () => {
    const store = createMongoStore(connection);
    const profile = aProfile({ customerNumber: 1_000_000 });
    const search = { organisationId: profile.organisationId, terms: [], includeTemporary: false, limit: 10 };
    await store.commit({ profiles: [{ after: profile }], ecards: [], events: [], changes: [] });
    expect(await store.find(search)).toHaveLength(1);
    expect(committedAt).toBeDefined();
    expect(searchAfter).toEqual(committedAt);
    searchAfter = undefined;
    expect(await store.count(search)).toBe(1);
    expect(searchAfter).toEqual(committedAt);
  });
});
