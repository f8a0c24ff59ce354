import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { subjectOf } from '@profiles/contracts';
import { mortalBroker } from '@profiles/devstack';
import { createParkedEvents, createStreamRecords } from '@profiles/mongo-store/outbox';
import type { RunningApp } from '@profiles/service-kit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type Changes,
  everyRevision,
  metricOf,
  type PublisherWorld,
  publisherWorld,
  readinessOf,
  revisionsByCustomer,
  streamAlarmsOf,
} from './testing/publisher-world.js';
import { eventually, type TestServers, testServers } from './testing/test-servers.js';

let servers: TestServers | undefined;
let world: PublisherWorld;

beforeAll(async () => {
  servers = await testServers();
}, 180_000);

afterAll(() => servers?.stop());

beforeEach(async ({ skip }) => {
  if (servers === undefined) return skip('no MongoDB or no NATS to be had on this machine');
  world = await publisherWorld(servers);
});

afterEach(() => world?.close());

const CUSTOMERS = Array.from({ length: 20 }, (_, at) => 1_000_000 + at);

const changeAll = (revisions: Changes) => world.changeAll(CUSTOMERS, revisions);

function expectAllInOrder(received: Awaited<ReturnType<PublisherWorld['received']>>, upTo: number): void {
  expect(revisionsByCustomer(received)).toEqual(everyRevision(CUSTOMERS, upTo));
}

test('every committed change arrives once, in order per customer, with its id and on its subject', async () => {
  await changeAll({ from: 1, to: 3 });
  await world.start();
  await changeAll({ from: 4, to: 6 });
  await world.allPublished();
  const received = await world.received();
  expectAllInOrder(received, 6);
  for (const { event, messageId, subject } of received) {
    expect(messageId).toBe(event.id);
    expect(subject).toBe(subjectOf(event.data).replace('customer-changed.v1', world.stream.subjectPrefix));
  }
});

test('the stream is created as the contract promises, and created again when it disappears', async () => {
  const app = await world.start();
  await changeAll({ from: 1, to: 1 });
  await world.allPublished();
  await world.onBroker(async (broker) => {
    const { streams } = await jetstreamManager(broker);
    const { config } = await streams.info(world.stream.name);
    expect(config).toMatchObject({ storage: 'file', retention: 'limits', discard: 'new', allow_direct: true });
    expect(config.max_age).toBeGreaterThanOrEqual(30 * 24 * 3600 * 1e9);
    expect(config.duplicate_window).toBe(600 * 1e9);
    await streams.delete(world.stream.name);
  });
  await changeAll({ from: 2, to: 3 });
  await world.allPublished();
  const again = Object.fromEntries(CUSTOMERS.map((customer) => [customer, [2, 3]]));
  expect(revisionsByCustomer(await world.received())).toEqual(again);
  // Issue 18.11: it works again, and lacks the events of before: an alarm until an operator has dealt with it.
  await eventually('the alarm', async () => (await readinessOf(app)).checks['stream'] === 'StreamRecreatedError');
  expect(await streamAlarmsOf(app)).toEqual(['recreated']);
  const created = await world.onBroker(
    async (broker) => (await (await jetstreamManager(broker)).streams.info(world.stream.name)).created,
  );
  await createStreamRecords(world.mongo).accept(world.stream.name, created);
  await eventually('readiness', async () => (await readinessOf(app)).status === 200);
});

test('a stream with other subjects is left alone, and readiness names the problem', async () => {
  await world.onBroker(async (broker) => {
    const { streams } = await jetstreamManager(broker);
    await streams.add({ name: world.stream.name, subjects: [`${world.stream.name}.other`] });
  });
  const app = await world.start();
  await eventually('the failure in readiness', async () => {
    const { status, checks } = await readinessOf(app);
    return status === 503 && checks['stream'] === 'StreamSubjectsError';
  });
  await world.onBroker(async (broker) => {
    const { streams } = await jetstreamManager(broker);
    expect((await streams.info(world.stream.name)).config.subjects).toEqual([`${world.stream.name}.other`]);
  });
});

test('two publishers share the customers and keep the order, also when one of them leaves', async () => {
  const apps = [await world.start(), await world.start()];
  const heldBy = (at: number) => metricOf(apps[at] as RunningApp, 'leases_held');
  await eventually('eight partitions each', async () => (await heldBy(0)) === 8 && (await heldBy(1)) === 8);
  const changes = changeAll({ from: 1, to: 10 });
  await eventually('the first events', async () => (await world.received()).length > 20);
  await apps[0]?.close();
  await changes;
  await world.allPublished();
  expectAllInOrder(await world.received(), 10);
});

test('after a crash another publisher takes over once the leases have expired, and repeats nothing', async () => {
  await changeAll({ from: 1, to: 2 });
  // What a publisher leaves behind that was killed between an acknowledgement and its mark.
  const until = new Date(Date.now() + 1_500);
  const leases = Array.from({ length: 16 }, (_, partition) => ({ _id: `outbox-${partition}`, owner: 'dead', until }));
  const collection = world.mongo.db.collection<{ _id: string; owner: string; until: Date }>('leases');
  await collection.insertMany([...leases, { _id: 'publisher-dead', owner: 'dead', until }]);
  const app = await world.start();
  await eventually('the stream', async () => (await readinessOf(app)).checks['stream'] === 'ok');
  const row = await world.mongo.db.collection('outbox').findOne({ customerNumber: CUSTOMERS[0], revision: 1 });
  await world.onBroker((broker) => {
    const subject = `${world.stream.subjectPrefix}.1.${CUSTOMERS[0]}`;
    const { data, occurredAt } = row as unknown as { data: object; occurredAt: Date };
    const event = { specversion: '1.0', id: String(row?._id), source: '/customers/v2', type: 'customer.updated.v1' };
    const rest = {
      subject: `${CUSTOMERS[0]}`,
      time: occurredAt.toISOString(),
      datacontenttype: 'application/json',
      data,
    };
    return jetstream(broker).publish(subject, JSON.stringify({ ...event, ...rest }), { msgID: event.id });
  });
  expect(new Date() < until).toBe(true);
  expect(await world.received()).toHaveLength(1);
  await world.allPublished();
  expectAllInOrder(await world.received(), 2);
});

test('an event that was published long ago and never marked is not published again, though the broker forgot its id', async () => {
  world.stream.duplicateWindowMillis = 100;
  await changeAll({ from: 1, to: 3 });
  const first = await world.start();
  await world.allPublished();
  await first.close();
  const outbox = world.mongo.db.collection('outbox');
  // As after a crash between the acknowledgements and their marks, an hour ago.
  await outbox.updateMany(
    { revision: { $gte: 2 } },
    { $set: { pending: true, occurredAt: new Date(Date.now() - 3_600_000) }, $unset: { publishedAt: '' } },
  );
  await changeAll({ from: 4, to: 4 });
  await world.start();
  await world.allPublished();
  expectAllInOrder(await world.received(), 4);
});

test('the trace context of the call that made the change comes out as a header', async () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  await world.commitChanges(CUSTOMERS[0] ?? 0, { from: 1, to: 1, traceparent });
  await world.start();
  await world.allPublished();
  expect((await world.received()).map(({ headers }) => headers?.get('traceparent'))).toEqual([traceparent]);
});

test('a parked event holds back its own customer only', async () => {
  await changeAll({ from: 1, to: 1 });
  const outbox = world.mongo.db.collection('outbox');
  await outbox.updateOne({ customerNumber: CUSTOMERS[0] }, { $set: { 'data.eventType': 'NONSENSE' } });
  await changeAll({ from: 2, to: 2 });
  const app = await world.start();
  await eventually('all other customers', async () => (await world.received()).length === 2 * (CUSTOMERS.length - 1));
  expect(await outbox.findOne({ customerNumber: CUSTOMERS[0], revision: 1 })).toMatchObject({
    aside: true,
    reason: expect.stringContaining('type'),
  });
  await changeAll({ from: 3, to: 3 });
  await world.allPublished();
  await eventually('readiness, since nothing waits', async () => (await readinessOf(app)).status === 200);
  const parked = createParkedEvents(world.mongo);
  const [event] = await parked.list();
  expect(event).toMatchObject({ customerNumber: CUSTOMERS[0], revision: 1, waitingBehind: 2 });
  await eventually('the alarm', async () => (await metricOf(app, 'outbox_set_aside')) === 1);
  // Repaired and released as the runbook says: all of it goes out, in order.
  await outbox.updateOne({ customerNumber: CUSTOMERS[0], revision: 1 }, { $set: { 'data.eventType': 'UPDATE' } });
  expect(await parked.release(event?.id ?? '')).toBe(true);
  expect(await parked.release(event?.id ?? '')).toBe(false);
  await world.allPublished();
  expectAllInOrder(await world.received(), 3);
});

test('it starts without a broker, and a broker killed under way loses and reorders nothing', async () => {
  const broker = await mortalBroker();
  await world.close();
  world = await publisherWorld({ mongoUri: servers?.mongoUri ?? '', natsUrl: broker.url });
  try {
    await broker.kill();
    const app = await world.start();
    const isAway = async () => (await readinessOf(app)).checks['broker'] === 'BrokerUnavailableError';
    await eventually('readiness to say that the broker is away', isAway);
    await broker.start();
    await changeAll({ from: 1, to: 2 });
    await eventually('the first events', async () => (await world.received()).length > 0);
    const changes = changeAll({ from: 3, to: 12 });
    await broker.kill();
    await eventually('readiness to say that the broker is away', isAway);
    await broker.start();
    await changes;
    await world.allPublished();
    expectAllInOrder(await world.received(), 12);
    await eventually('readiness', async () => (await readinessOf(app)).status === 200);
  } finally {
    await world.close();
    world = await publisherWorld(servers as TestServers);
    await broker.stop();
  }
});

// Issue 18.14: a publisher without a port held half of the leases.
test('a port that is taken ends the start before any lease is taken', async () => {
  const first = await world.start();
  await eventually('all partitions', async () => (await metricOf(first, 'leases_held')) === 16);
  const port = Number(new URL(first.url).port);
  await expect(world.start({ port })).rejects.toThrow('the port is in use');
  const publishers = await world.mongo.db.collection('leases').countDocuments({ _id: /^publisher-/ as never });
  expect(publishers).toBe(1);
  expect(await metricOf(first, 'leases_held')).toBe(16);
});

// Issue 18.4: the clock of a dead publisher was an hour ahead.
test('partitions of a dead publisher with a clock an hour ahead are taken over within seconds', async () => {
  await changeAll({ from: 1, to: 2 });
  const until = new Date(Date.now() + 3_600_000);
  const leases = Array.from({ length: 16 }, (_, partition) => ({ _id: `outbox-${partition}`, owner: 'dead', until }));
  const collection = world.mongo.db.collection<{ _id: string; owner: string; until: Date }>('leases');
  await collection.insertMany([...leases, { _id: 'publisher-dead', owner: 'dead', until }]);
  await world.start();
  await world.allPublished();
  expectAllInOrder(await world.received(), 2);
});

// Issue 18.12: readiness tells of lost leases.
test('readiness names lost leases', async () => {
  const app = await world.start({ leaseTtlMillis: 3_000 });
  await eventually('readiness', async () => (await readinessOf(app)).status === 200);
  const collection = world.mongo.db.collection<{ _id: string }>('leases');
  // Another publisher has all of them and renews them: this one works on nothing.
  const renewed = setInterval(() => {
    const until = new Date(Date.now() + 3_000);
    void collection.updateMany({ _id: /^outbox-/ as never }, { $set: { owner: 'other', until } });
  }, 100);
  try {
    await eventually('the loss', async () => (await readinessOf(app)).checks['leases'] === 'NoLeasesError');
    expect((await readinessOf(app)).status).toBe(503);
  } finally {
    clearInterval(renewed);
  }
  await eventually('readiness again', async () => (await readinessOf(app)).status === 200);
});
