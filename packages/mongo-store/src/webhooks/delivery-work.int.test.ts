import { randomUUID } from 'node:crypto';
import type { WebhookDelivery } from '@profiles/domain';
import type { CommandStartedEvent } from 'mongodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import { ensureIndexes } from '../schema/indexes.js';
import { createDeliveryWork } from './delivery-work.js';
import { deliveryDocument, type WebhookDeliveryDocument } from './documents.js';

const uri = process.env['MONGODB_URI'];
const NOW = '2026-02-03T04:05:06.000Z';
const LATER = '2026-02-03T04:05:11.000Z';

describe.skipIf(uri === undefined)('the results of attempts', () => {
  let mongo: MongoConnection;
  /** The number of statements of each update command. */
  const statements: number[] = [];

  beforeEach(async () => {
    const monitored = new URL(uri ?? '');
    monitored.searchParams.set('monitorCommands', 'true');
    if (monitored.pathname === '') monitored.pathname = '/';
    mongo = openMongo({ uri: String(monitored), database: `work_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    await ensureIndexes(mongo.db);
    statements.length = 0;
    mongo.client.on('commandStarted', ({ commandName, command }: CommandStartedEvent) => {
      if (commandName === 'update') statements.push(command['updates'].length);
    });
  });
  afterEach(async () => {
    await mongo.db.dropDatabase();
    await mongo.close();
  });

  const collection = () => mongo.db.collection<WebhookDeliveryDocument>('webhookDeliveries');

  /** Stores a delivery that was not attempted yet, with some fields of a test's own. */
  async function pending(fields: Partial<WebhookDelivery> = {}): Promise<WebhookDelivery> {
    const delivery: WebhookDelivery = {
      ...{
        webhookId: randomUUID(),
        organisationId: 1,
        eventId: randomUUID(),
        customerNumber: 7,
        sequence: 1,
        body: '{}',
      },
      ...{ state: 'pending', attempts: 0, createdAt: NOW },
      ...fields,
    };
    await collection().insertOne(deliveryDocument(delivery));
    return delivery;
  }

  const delivered = (before: WebhookDelivery, status = 200) => ({
    before,
    after: { ...before, state: 'delivered' as const, attempts: before.attempts + 1, status },
  });

  async function stored({ webhookId, eventId }: WebhookDelivery) {
    const { state, attempts, status, error, nextAttemptAt, open, dueAt } =
      (await collection().findOne({ _id: `${webhookId}/${eventId}` })) ?? {};
    return { state, attempts, status, error, nextAttemptAt, open, isDue: dueAt?.toISOString() };
  }

  const nothing = { error: undefined, nextAttemptAt: undefined, open: undefined, isDue: undefined };

  test('those that change deliveries in the same way take one write, and each delivery has its own result', async () => {
    const alike = await Promise.all(Array.from({ length: 20 }, () => pending()));
    const foreign = await pending({ organisationId: 2 });
    const other = await pending();
    const failing = await pending();
    await createDeliveryWork(mongo).attempted([
      ...alike.map((one) => delivered(one)),
      delivered(foreign),
      delivered(other, 204),
      {
        before: failing,
        after: { ...failing, state: 'failing', attempts: 1, error: 'timeout', nextAttemptAt: LATER },
      },
    ]);
    expect(statements.reduce((sum, count) => sum + count, 0)).toBe(4);
    for (const one of [...alike, foreign]) {
      expect(await stored(one)).toEqual({ ...nothing, state: 'delivered', attempts: 1, status: 200 });
    }
    expect(await stored(other)).toEqual({ ...nothing, state: 'delivered', attempts: 1, status: 204 });
    expect(await stored(failing)).toEqual({
      ...{ state: 'failing', attempts: 1, status: undefined, error: 'timeout', nextAttemptAt: LATER },
      ...{ open: true, isDue: LATER },
    });
  });

  test('one of a delivery that was changed meanwhile is dropped, and those beside it are not', async () => {
    const [changed, ended, unchanged] = [await pending(), await pending(), await pending()];
    const work = createDeliveryWork(mongo);
    await collection().updateOne({ eventId: changed.eventId }, { $set: { attempts: 3 } });
    await work.attempted([delivered(ended, 299)]);
    await work.attempted([changed, ended, unchanged].map((one) => delivered(one)));
    expect(await stored(changed)).toMatchObject({ state: 'pending', attempts: 3, open: true });
    expect(await stored(ended)).toMatchObject({ state: 'delivered', status: 299 });
    expect(await stored(unchanged)).toMatchObject({ state: 'delivered', status: 200 });
  });
});
