import { randomUUID } from 'node:crypto';
import { aProfile } from '@profiles/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import { createOutboxReader } from '../outbox/reader.js';
import { createMongoStore } from '../profiles/profile-store.js';
import { collectionsOf } from '../schema/collections.js';
import { profileDocument } from '../schema/documents.js';
import { createFormats } from '../schema/format.js';
import { ensureIndexes } from '../schema/indexes.js';
import { dropObsoleteIndexes } from '../schema/obsolete-indexes.js';
import { migrate } from './migrate.js';

const uri = process.env['MONGODB_URI'];
const FIRST = 1_000_000;
const CUSTOMERS = 450;

describe.skipIf(uri === undefined)('a database of version 0.1', () => {
  let connection: MongoConnection;
  beforeAll(async () => {
    connection = openMongo({ uri: uri ?? '', database: `migrate_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    const { profiles, accesses, outbox } = collectionsOf(connection.db);
    const documents = Array.from({ length: CUSTOMERS }, (_, index) => {
      const profile = aProfile({ customerNumber: FIRST + index, organisationId: 1 + (index % 3), surname: 'Håkonsen' });
      const { schemaVersion: _version, ...document } = profileDocument(profile);
      return { ...document, terms: ['surname:haakonsen'] };
    });
    await profiles.insertMany(documents as never);
    const read = {
      at: new Date(),
      operation: 'get-profile',
      clientId: 'desk',
      callerOrganisationId: 9,
      correlationId: 'c',
    };
    await accesses.insertMany(
      documents.map(({ _id }) => ({ ...read, _id: `read-${_id}`, customerNumber: _id })) as never,
    );
    // Its index is unique, and does not begin with the organisation.
    await outbox.createIndex({ customerNumber: 1, revision: 1 }, { unique: true });
    await ensureIndexes(connection.db);
  });
  afterAll(async () => {
    await connection.db.dropDatabase();
    await connection.close();
  });

  const eventOf = (customerNumber: number) => ({
    id: randomUUID(),
    occurredAt: new Date().toISOString(),
    data: {
      ...{ eventType: 'UPDATE' as const, customerNumber, organisationId: 1, revision: 1, epoch: 1 },
      ...{ cause: 'update-profile', changedFields: [], correlationId: 'c' },
    },
  });
  const commitEvent = (customerNumber: number) =>
    createMongoStore(connection).commit({ profiles: [], ecards: [], changes: [], events: [eventOf(customerNumber)] });

  // Publishers and subscribers of version 0.1 refuse an event with a member that they do not know.
  test('gets events without an epoch until all processes can read them, and its readers add it', async () => {
    const { outbox } = collectionsOf(connection.db);
    const formats = createFormats(connection.db);
    expect(await formats.current()).toBe(1);
    await commitEvent(1);
    await formats.raise();
    await commitEvent(2);
    await formats.lower();
    await commitEvent(3);
    const rows = await outbox.find({}).sort({ customerNumber: 1 }).toArray();
    expect(rows.map(({ data, schemaVersion }) => [data.epoch, schemaVersion])).toEqual([
      [undefined, undefined],
      [1, 2],
      [undefined, undefined],
    ]);
    const { events } = await createOutboxReader(connection).pending({ partitions: [...Array(16).keys()], limit: 10 });
    expect(events.map(({ data }) => data.epoch)).toEqual([1, 1, 1]);
    await formats.raise();
  });

  test('is migrated in batches; a run that is stopped continues, and one that is done has no effect', async () => {
    const { profiles, accesses } = collectionsOf(connection.db);
    const stop = new AbortController();
    const seen: number[] = [];
    const onProgress = (progress: { readonly seen: number }) => {
      seen.push(progress.seen);
      if (seen.length === 1) stop.abort();
    };
    const [stopped] = await migrate(connection.db, { signal: stop.signal, onProgress });
    expect(stopped).toEqual({ name: 'derived fields of profiles', seen: 200, changed: 200, isDone: false });

    const done = await migrate(connection.db);
    expect(done.map(({ seen: all, changed, isDone }) => [all, changed, isDone])).toEqual([
      [CUSTOMERS, CUSTOMERS, true],
      [CUSTOMERS, CUSTOMERS, true],
    ]);
    expect(await profiles.countDocuments({ schemaVersion: 2, terms: 'surname:haakonsen' })).toBe(0);
    expect(await profiles.countDocuments({ schemaVersion: 2 })).toBe(CUSTOMERS);
    // The organisation of the customer, which is not that of the caller here.
    expect(await accesses.findOne({ _id: `read-${FIRST + 1}` })).toMatchObject({ organisationId: 2 });
    expect(await accesses.countDocuments({ organisationId: { $in: [1, 2, 3] } })).toBe(CUSTOMERS);
    expect(await migrate(connection.db)).toEqual(done);
  });

  test('loses its own indexes at the end, and no other', async () => {
    expect(await dropObsoleteIndexes(connection.db)).toBe(1);
    expect(await dropObsoleteIndexes(connection.db)).toBe(0);
    const left = await collectionsOf(connection.db).outbox.indexes();
    expect(left.map(({ key }) => JSON.stringify(key))).not.toContain('{"customerNumber":1,"revision":1}');
  });
});
