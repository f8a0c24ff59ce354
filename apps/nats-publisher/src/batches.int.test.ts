import { jetstreamManager } from '@nats-io/jetstream';
import { waited } from '@profiles/nats-connection';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Acknowledgements } from './acknowledgements.js';
import { publishAtomically } from './atomic-batch.js';
import { messageOf } from './customer-event-message.js';
import { type FaultyProxy, faultyProxy } from './testing/faulty-proxy.js';
import { waitingEvent } from './testing/memory-outbox.js';
import {
  type Changes,
  everyRevision,
  metricOf,
  type PublisherWorld,
  publisherWorld,
  revisionsByCustomer,
} from './testing/publisher-world.js';
import { eventually, type TestServers, testServers } from './testing/test-servers.js';

// Issue 20.4: acknowledgement lost, batch half sent, duplicate id in a batch.
let servers: TestServers | undefined;
let world: PublisherWorld;
let toBroker: FaultyProxy;

beforeAll(async () => {
  servers = await testServers();
}, 180_000);

afterAll(() => servers?.stop());

beforeEach(async ({ skip }) => {
  if (servers === undefined) return skip('no MongoDB or no NATS to be had on this machine');
  world = await publisherWorld(servers);
  const { hostname, port } = new URL(servers.natsUrl);
  toBroker = await faultyProxy({ host: hostname, port: Number(port) });
});

afterEach(async () => {
  await world?.close();
  await toBroker?.close();
});

/** All in one partition, so that a publisher reads them at once. */
const CUSTOMERS = Array.from({ length: 20 }, (_, at) => 1_000_000 + 16 * at);

const changeAll = (revisions: Changes) => world.changeAll(CUSTOMERS, revisions);

const startThroughProxy = () => world.start({ nats: { servers: `nats://127.0.0.1:${toBroker.port}` } });

/** Each customer's revisions once and in order. Returns the numbers of messages of the batches that stored them. */
async function expectAllOnce(upTo: number): Promise<number[]> {
  await world.allPublished();
  const received = await world.received();
  expect(revisionsByCustomer(received)).toEqual(everyRevision(CUSTOMERS, upTo));
  const batches = new Map<string, number>();
  for (const { headers } of received) {
    const batch = headers?.get('Nats-Batch-Id');
    if (batch) batches.set(batch, (batches.get(batch) ?? 0) + 1);
  }
  return [...batches.values()];
}

test('a backlog goes in batches with several events of each customer, in order', async () => {
  await changeAll({ from: 1, to: 5 });
  await world.start();
  const batches = await expectAllOnce(5);
  expect(batches.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(50);
});

test('a stream that was made without batches gets the events one by one', async () => {
  await world.onBroker(async (broker) => {
    const { streams } = await jetstreamManager(broker);
    await streams.add({ name: world.stream.name, subjects: [`${world.stream.subjectPrefix}.>`] });
  });
  await changeAll({ from: 1, to: 3 });
  const app = await world.start();
  expect(await expectAllOnce(3)).toEqual([]);
  expect(await metricOf(app, 'publish_batches_refused_total')).toBe(0);
});

test('a batch with an event that the stream has already is refused whole, and its events follow one by one', async () => {
  await changeAll({ from: 1, to: 3 });
  const known = await world.mongo.db.collection('outbox').findOne({ customerNumber: CUSTOMERS[7], revision: 1 });
  const first = await world.start();
  await expectAllOnce(3);
  await first.close();
  // As after a crash before the marks: all events are pending again, and the stream has them.
  await world.mongo.db.collection('outbox').updateMany({}, { $set: { pending: true }, $unset: { publishedAt: '' } });
  await world.commitChanges(CUSTOMERS[7] ?? 0, { from: 4, to: 4 });
  const app = await world.start();
  await world.allPublished();
  const received = await world.received();
  expect(received.filter(({ messageId }) => messageId === String(known?._id))).toHaveLength(1);
  expect(received).toHaveLength(61);
  expect(revisionsByCustomer(received)[CUSTOMERS[7] ?? 0]).toEqual([1, 2, 3, 4]);
  expect(await metricOf(app, 'publish_batches_refused_total')).toBeGreaterThan(0);
});

test('a lost acknowledgement of a batch leads to no second copy', async () => {
  await startThroughProxy();
  await changeAll({ from: 1, to: 1 });
  await world.allPublished();
  toBroker.faults.swallows = 'responses';
  await changeAll({ from: 2, to: 6 });
  const messages = () =>
    world.onBroker(async (broker) => {
      const { streams } = await jetstreamManager(broker);
      return (await streams.info(world.stream.name)).state.messages;
    });
  // The first revision that no acknowledgement lets follow: 20 more at least.
  await eventually('the events to be stored without an acknowledgement', async () => (await messages()) >= 40);
  toBroker.faults.swallows = 'nothing';
  toBroker.cut();
  await expectAllOnce(6);
});

test('a batch that is half sent stores nothing, and its events can be sent again', async () => {
  await world.start().then((app) => app.close());
  const { name, subjectPrefix } = world.stream;
  const events = CUSTOMERS.map((customer) => waitingEvent(customer, 1));
  const messages = events.map((event) => {
    const { subject, body, headers } = messageOf(event, subjectPrefix);
    return { subject, body, headers: { ...headers, 'Nats-Msg-Id': event.id } };
  });
  await world.onBroker(async (connection) => {
    const acknowledgements = new Acknowledgements(connection, { timeoutMillis: 5_000 });
    // Without the messages in the middle: the connection lost them.
    const lossy = { publish: () => {} } as unknown as typeof connection;
    await expect(publishAtomically(messages, { connection: lossy, acknowledgements })).rejects.toThrow('10176');
    const { streams } = await jetstreamManager(connection);
    expect((await streams.info(name)).state.messages).toBe(0);
    await publishAtomically(messages, { connection, acknowledgements });
    expect((await streams.info(name)).state.messages).toBe(events.length);
    await expect(publishAtomically(messages, { connection, acknowledgements })).rejects.toThrow('10201');
    acknowledgements.close(new Error('the end'));
  });
});

test('connections that are cut during batches lose, repeat and reorder nothing', async () => {
  await changeAll({ from: 1, to: 12 });
  toBroker.faults.delayMillis = 5;
  await startThroughProxy();
  for (let cuts = 1; cuts <= 5; cuts += 1) {
    await waited(60);
    toBroker.cut();
  }
  await expectAllOnce(12);
});
