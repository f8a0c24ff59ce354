import { randomUUID } from 'node:crypto';
import { aProfile } from '@profiles/testkit';
import type { Collection, Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import { collectionsOf } from '../schema/collections.js';
import { ensureIndexes } from '../schema/indexes.js';
import { stepsOf } from './unit-of-work.js';

const uri = process.env['MONGODB_URI'];
const AT = '2026-03-01T12:00:00.000Z';

// A filter that no index answers whole makes the development stand-in for MongoDB read the collection: each write would
// cost more with every customer.
describe.skipIf(uri === undefined)('a write reads by an index', () => {
  let connection: MongoConnection;
  beforeAll(async () => {
    connection = openMongo({ uri: uri ?? '', database: `plans_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    await ensureIndexes(connection.db);
  });
  afterAll(async () => {
    await connection.db.dropDatabase();
    await connection.close();
  });

  const expectIndexed = async (collection: Collection<Document>, filter: Document) => {
    const plan = await collection.find(filter).explain('queryPlanner');
    expect(JSON.stringify(plan['queryPlanner']?.winningPlan), JSON.stringify(filter)).not.toContain('COLLSCAN');
  };

  test('what a rule counts or looks for before a write', async () => {
    const { ecards, profiles, changes } = collectionsOf(connection.db) as unknown as Record<
      string,
      Collection<Document>
    >;
    await expectIndexed(ecards as Collection<Document>, { customerNumber: 1, current: true });
    await expectIndexed(ecards as Collection<Document>, { customerNumber: 1 });
    await expectIndexed(profiles as Collection<Document>, { 'preferences.preferenceId': 1 });
    await expectIndexed(profiles as Collection<Document>, { distinctFrom: { $in: [1, 2] } });
    await expectIndexed(changes as Collection<Document>, { alsoAbout: { $in: [1] } });
  });

  test('each document of a unit of work: profiles with and without a sign-in, cards, definitions, responses', async () => {
    const signedIn = aProfile({ customerNumber: 2, lastSignInAt: AT });
    const profiles = [aProfile({ customerNumber: 1 }), signedIn].map((before) => ({
      before,
      after: { ...before, revision: 2, surname: 'Hansen' },
    }));
    const card = {
      ...{ id: 'c', customerNumber: 1, organisationId: 1, ecardOperator: '57803', ecardNumber: 1, version: 1 },
      ...{ ecardNumber16digits: '5780300000000010', startOfOwnership: AT, createdAt: AT, changedAt: AT },
    };
    const definition = {
      ...{ id: 1, organisationId: 1, preferenceCode: 'A', preferenceType: 'TEXT' as const, preferenceDescription: 'x' },
      ...{ isActive: true, createdAt: AT, changedAt: AT, version: 1 },
    };
    const steps = stepsOf(collectionsOf(connection.db), [
      {
        profiles,
        checked: [aProfile({ customerNumber: 3 })],
        ecards: [{ before: card, after: { ...card, version: 2 } }],
        definitions: [{ before: definition, after: { ...definition, isActive: false, version: 2 } }],
        credentials: [{ customerNumber: 1, organisationId: 1, passwordHash: 'x' }],
        idempotency: {
          id: 'k',
          organisationId: 1,
          fingerprint: 'f',
          claimant: 'c',
          response: '{}',
          customerNumbers: [1],
        },
        events: [],
        changes: [],
      },
    ]);
    expect(steps.map(({ collection }) => collection.collectionName)).toEqual([
      ...['profiles', 'ecards', 'preferenceDefinitions', 'credentials', 'idempotency'],
    ]);
    for (const { collection, writes } of steps) {
      for (const { operation } of writes) {
        const [{ filter, upsert }] = Object.values(operation) as [{ filter?: Document; upsert?: boolean }];
        // CVE-2025-10060: a retried upsert inside a transaction can break a unique index.
        expect(upsert).toBeUndefined();
        if (filter !== undefined) await expectIndexed(collection, filter);
      }
    }
  });
});
