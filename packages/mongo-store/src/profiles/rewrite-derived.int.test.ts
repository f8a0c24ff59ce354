import { randomUUID } from 'node:crypto';
import { type Profile, wordTerms } from '@profiles/domain';
import { aProfile } from '@profiles/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import { collectionsOf } from '../schema/collections.js';
import { profileDocument } from '../schema/documents.js';
import { ensureIndexes } from '../schema/indexes.js';
import { createMongoStore } from './profile-store.js';
import { rewriteDerivedFields } from './rewrite-derived.js';

const uri = process.env['MONGODB_URI'];

describe.skipIf(uri === undefined)('profiles of an earlier version', () => {
  let connection: MongoConnection;
  beforeAll(async () => {
    connection = openMongo({ uri: uri ?? '', database: `rewrite_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    await ensureIndexes(connection.db);
  });
  afterAll(async () => {
    await connection.db.dropDatabase();
    await connection.close();
  });

  test('[FIND-1] are found by all spellings after the rewrite, which changes nothing else and is idempotent', async () => {
    const { profiles } = collectionsOf(connection.db);
    const profile: Profile = aProfile({ customerNumber: 1_000_000, surname: 'Håkonsen' });
    const gone: Profile = aProfile({ customerNumber: 1_000_001, surname: 'Håkonsen', status: 'D' });
    const [now, ofGone] = [profileDocument(profile), profileDocument(gone)];
    // The terms and keys as they were before ADR 0022 and 0023.
    const earlier = {
      terms: ['surname:haakonsen', 'surname:hakonsen'],
      sortKeys: { ...now.sortKeys, surname: 'h}konsen' },
    };
    await profiles.insertMany([
      { ...now, ...earlier },
      { ...ofGone, ...earlier },
    ] as never);
    const search = { organisationId: profile.organisationId, terms: wordTerms('surname', 'hakonsen') };
    const find = () => createMongoStore(connection).find({ ...search, includeTemporary: false, limit: 10 });
    expect(await rewriteDerivedFields(connection.db)).toEqual({ seen: 2, rewritten: 2 });
    expect(await find()).toStrictEqual([profile]);
    expect(await profiles.find({}).sort({ _id: 1 }).toArray()).toEqual([now, ofGone]);
    expect(await rewriteDerivedFields(connection.db)).toEqual({ seen: 2, rewritten: 0 });
  });
});
