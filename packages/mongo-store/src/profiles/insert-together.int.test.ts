import { randomUUID } from 'node:crypto';
import { type CommandStartedEvent, type Document, MongoClient, MongoServerError } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction } from '../driver/transaction.js';
import { insertTogether } from './insert-together.js';

const uri = process.env['MONGODB_URI'];

describe.skipIf(uri === undefined)('inserting many documents in a transaction', () => {
  const database = `insert_${randomUUID().slice(0, 8)}`;
  let client: MongoClient;
  /** The number of documents of each command. */
  let sent: number[] = [];
  beforeAll(async () => {
    client = new MongoClient(uri ?? '', { monitorCommands: true });
    client.on('commandStarted', ({ commandName, command }: CommandStartedEvent) => {
      if (commandName === 'insert') sent.push(command['documents'].length);
    });
    await client.db(database).createCollection('rows');
    await client.db(database).createIndex('rows', { name: 1 }, { unique: true });
  });
  beforeEach(async () => {
    await client.db(database).collection('rows').deleteMany({});
    sent = [];
  });
  afterAll(async () => {
    await client.db(database).dropDatabase();
    await client.close();
  });

  const rows = () => client.db(database).collection<Document>('rows');
  const insert = (documents: readonly Document[]) =>
    inTransaction(client, (session) => insertTogether(client, { collection: rows(), documents }, session));

  test('takes one command, and members without a value are left out', async () => {
    await insert([1, 2, 3].map((name) => ({ name, other: undefined })));
    expect(sent).toEqual([3]);
    expect(
      await rows()
        .find({}, { projection: { _id: 0 } })
        .toArray(),
    ).toEqual([{ name: 1 }, { name: 2 }, { name: 3 }]);
  });

  test('takes several commands when one would be longer than a document may be', async () => {
    const text = 'x'.repeat(2 * 1024 * 1024);
    await insert([1, 2, 3, 4, 5].map((name) => ({ name, text })));
    expect(sent).toEqual([2, 2, 1]);
    expect(await rows().countDocuments()).toBe(5);
  });

  test('a document that the server refuses fails all of them, with the value that is taken', async () => {
    const failure = await insert([{ name: 1 }, { name: 2 }, { name: 2 }]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MongoServerError);
    expect(failure).toMatchObject({ code: 11_000, keyValue: { name: 2 } });
    expect(await rows().countDocuments()).toBe(0);
  });
});
