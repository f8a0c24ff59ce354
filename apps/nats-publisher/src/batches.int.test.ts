import { jetstreamManager } from '@nats-io/jetstream';
import { waited } from '@profiles/nats-connection';
import { expect, test } from 'vitest';
import { Acknowledgements } from './acknowledgements.js';
import { publishAtomically } from './atomic-batch.js';
import { messageOf } from './customer-event-message.js';
import { headerLines } from './message-headers.js';
import { waitingEvent } from './testing/memory-outbox.js';
import { type Changes, metricOf, revisionsByCustomer } from './testing/publisher-world.js';
import { eventually } from './testing/test-servers.js';
import { expectAllOnce, useProxyToBroker, usePublisherWorld } from './testing/use-publisher-world.js';

// Issue 20.4: acknowledgement lost, batch half sent, duplicate id in a batch.
const used = usePublisherWorld();
const toBroker = useProxyToBroker(used);

/** All in one partition, so that a publisher reads them at once. */
const CUSTOMERS = Array.from({ length: 20 }, (_, at) => 1_000_000 + 16 * at);

const changeAll = (revisions: Changes) => used.world.changeAll(CUSTOMERS, revisions);

/** The numbers of messages of the batches that stored everything. */
async function batchesOf(upTo: number): Promise<number[]> {
  const batches = new Map<string, number>();
  for (const { headers } of await expectAllOnce(used.world, CUSTOMERS, upTo)) {
    const batch = headers?.get('Nats-Batch-Id');
    if (batch) batches.set(batch, (batches.get(batch) ?? 0) + 1);
  }
  return [...batches.values()];
}

test('a backlog goes in batches with several events of each customer, in order', async () => {
  await changeAll({ from: 1, to: 5 });
  await used.world.start();
  const batches = await batchesOf(5);
  expect(batches.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(50);
});

test('a stream that was made without batches gets the events one by one', async () => {
  await used.world.onBroker(async (broker) => {
    const { streams } = await jetstreamManager(broker);
    await streams.add({ name: used.world.stream.name, subjects: [`${used.world.stream.subjectPrefix}.>`] });
  });
  await changeAll({ from: 1, to: 3 });
  const app = await used.world.start();
  expect(await batchesOf(3)).toEqual([]);
  expect(await metricOf(app, 'publish_batches_refused_total')).toBe(0);
});

test('a batch with an event that the stream has already is refused whole, and its events follow one by one', async () => {
  await changeAll({ from: 1, to: 3 });
  const known = await used.world.mongo.db.collection('outbox').findOne({ customerNumber: CUSTOMERS[7], revision: 1 });
  const first = await used.world.start();
  await expectAllOnce(used.world, CUSTOMERS, 3);
  await first.close();
  // As after a crash before the marks: all events are pending again, and the stream has them.
  await used.world.mongo.db
    .collection('outbox')
    .updateMany({}, { $set: { pending: true }, $unset: { publishedAt: '' } });
  await used.world.commitChanges(CUSTOMERS[7] ?? 0, { from: 4, to: 4 });
  const app = await used.world.start();
  await used.world.allPublished();
  const received = await used.world.received();
  expect(received.filter(({ messageId }) => messageId === String(known?._id))).toHaveLength(1);
  expect(received).toHaveLength(61);
  expect(revisionsByCustomer(received)[CUSTOMERS[7] ?? 0]).toEqual([1, 2, 3, 4]);
  expect(await metricOf(app, 'publish_batches_refused_total')).toBeGreaterThan(0);
});

test('a lost acknowledgement of a batch leads to no second copy', async () => {
  await toBroker.start();
  await changeAll({ from: 1, to: 1 });
  await used.world.allPublished();
  toBroker.faults.swallows = 'responses';
  await changeAll({ from: 2, to: 6 });
  const messages = () =>
    used.world.onBroker(async (broker) => {
      const { streams } = await jetstreamManager(broker);
      return (await streams.info(used.world.stream.name)).state.messages;
    });
  // The first revision that no acknowledgement lets follow: 20 more at least.
  await eventually('the events to be stored without an acknowledgement', async () => (await messages()) >= 40);
  toBroker.faults.swallows = 'nothing';
  toBroker.cut();
  await expectAllOnce(used.world, CUSTOMERS, 6);
});

test('a batch that is half sent stores nothing, and its events can be sent again', async () => {
  await used.world.start().then((app) => app.close());
  const { name, subjectPrefix } = used.world.stream;
  const events = CUSTOMERS.map((customer) => waitingEvent(customer, 1));
  const messages = events.map((event) => {
    const { subject, body, headers } = messageOf(event, subjectPrefix);
    return { subject, body, headers: headerLines({ ...headers, 'Nats-Msg-Id': event.id }) };
  });
  await used.world.onBroker(async (connection) => {
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
  await toBroker.start();
  for (let cuts = 1; cuts <= 5; cuts += 1) {
    await waited(60);
    toBroker.cut();
  }
  await expectAllOnce(used.world, CUSTOMERS, 12);
});
