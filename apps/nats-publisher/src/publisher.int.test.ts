import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { subjectOf } from '@profiles/contracts';
import { mortalBroker } from '@profiles/devstack';
import { createParkedEvents, createStreamRecords } from '@profiles/mongo-store/outbox';
import type { RunningApp } from '@profiles/service-kit';
import { expect, test } from 'vitest';
import { type Changes, metricOf, readinessOf, revisionsByCustomer, streamAlarmsOf } from './testing/publisher-world.js';
import { eventually } from './testing/test-servers.js';
import { expectAllOnce, usePublisherWorld } from './testing/use-publisher-world.js';

const used = usePublisherWorld();

const CUSTOMERS = Array.from({ length: 20 }, (_, at) => 1_000_000 + at);

const changeAll = (revisions: Changes) => used.world.changeAll(CUSTOMERS, revisions);

test('every committed change arrives once, in order per customer, with its id and on its subject', async () => {
  await changeAll({ from: 1, to: 3 });
  await used.world.start();
  await changeAll({ from: 4, to: 6 });
  for (const { event, messageId, subject } of await expectAllOnce(used.world, CUSTOMERS, 6)) {
    expect(messageId).toBe(event.id);
    expect(subject).toBe(subjectOf(event.data).replace('customer-changed.v1', used.world.stream.subjectPrefix));
  }
});

test('the stream is created as the contract promises, and created again when it disappears', async () => {
  const app = await used.world.start();
  await changeAll({ from: 1, to: 1 });
  await used.world.allPublished();
  await used.world.onBroker(async (broker) => {
    const { streams } = await jetstreamManager(broker);
    const { config } = await streams.info(used.world.stream.name);
    expect(config).toMatchObject({ storage: 'file', retention: 'limits', discard: 'new', allow_direct: true });
    expect(config.max_age).toBeGreaterThanOrEqual(30 * 24 * 3600 * 1e9);
    expect(config.duplicate_window).toBe(600 * 1e9);
    await streams.delete(used.world.stream.name);
  });
  await changeAll({ from: 2, to: 3 });
  await used.world.allPublished();
  const again = Object.fromEntries(CUSTOMERS.map((customer) => [customer, [2, 3]]));
  expect(revisionsByCustomer(await used.world.received())).toEqual(again);
  // Issue 18.11: it works again, and lacks the events of before: an alarm until an operator has dealt with it.
  await eventually('the alarm', async () => (await readinessOf(app)).checks['stream'] === 'StreamRecreatedError');
  expect(await streamAlarmsOf(app)).toEqual(['recreated']);
  const created = await used.world.onBroker(
    async (broker) => (await (await jetstreamManager(broker)).streams.info(used.world.stream.name)).created,
  );
  await createStreamRecords(used.world.mongo).accept(used.world.stream.name, created);
  await eventually('readiness', async () => (await readinessOf(app)).status === 200);
});

test('a stream with other subjects is left alone, and readiness names the problem', async () => {
  await used.world.onBroker(async (broker) => {
    const { streams } = await jetstreamManager(broker);
    await streams.add({ name: used.world.stream.name, subjects: [`${used.world.stream.name}.other`] });
  });
  const app = await used.world.start();
  await eventually('the failure in readiness', async () => {
    const { status, checks } = await readinessOf(app);
    return status === 503 && checks['stream'] === 'StreamSubjectsError';
  });
  await used.world.onBroker(async (broker) => {
    const { streams } = await jetstreamManager(broker);
    expect((await streams.info(used.world.stream.name)).config.subjects).toEqual([`${used.world.stream.name}.other`]);
  });
});

test('two publishers share the customers and keep the order, also when one of them leaves', async () => {
  const apps = [await used.world.start(), await used.world.start()];
  const heldBy = (at: number) => metricOf(apps[at] as RunningApp, 'leases_held');
  await eventually('eight partitions each', async () => (await heldBy(0)) === 8 && (await heldBy(1)) === 8);
  const changes = changeAll({ from: 1, to: 10 });
  await eventually('the first events', async () => (await used.world.received()).length > 20);
  await apps[0]?.close();
  await changes;
  await expectAllOnce(used.world, CUSTOMERS, 10);
});

test('after a crash another publisher takes over once the leases have expired, and repeats nothing', async () => {
  await changeAll({ from: 1, to: 2 });
  // The state that a publisher leaves when it is killed between an acknowledgement and its mark.
  const until = new Date(Date.now() + 1_500);
  const leases = Array.from({ length: 16 }, (_, partition) => ({ _id: `outbox-${partition}`, owner: 'dead', until }));
  const collection = used.world.mongo.db.collection<{ _id: string; owner: string; until: Date }>('leases');
  await collection.insertMany([...leases, { _id: 'publisher-dead', owner: 'dead', until }]);
  const app = await used.world.start();
  await eventually('the stream', async () => (await readinessOf(app)).checks['stream'] === 'ok');
  const row = await used.world.mongo.db.collection('outbox').findOne({ customerNumber: CUSTOMERS[0], revision: 1 });
  await used.world.onBroker((broker) => {
    const subject = `${used.world.stream.subjectPrefix}.1.${CUSTOMERS[0]}`;
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
  expect(await used.world.received()).toHaveLength(1);
  await expectAllOnce(used.world, CUSTOMERS, 2);
});

test('an event that was published long ago and never marked is not published again, though the broker forgot its id', async () => {
  used.world.stream.duplicateWindowMillis = 100;
  await changeAll({ from: 1, to: 3 });
  const first = await used.world.start();
  await used.world.allPublished();
  await first.close();
  const outbox = used.world.mongo.db.collection('outbox');
  // As after a crash between the acknowledgements and their marks, an hour ago.
  await outbox.updateMany(
    { revision: { $gte: 2 } },
    { $set: { pending: true, occurredAt: new Date(Date.now() - 3_600_000) }, $unset: { publishedAt: '' } },
  );
  await changeAll({ from: 4, to: 4 });
  await used.world.start();
  await expectAllOnce(used.world, CUSTOMERS, 4);
});

test('the trace context of the call that made the change comes out as a header', async () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  await used.world.commitChanges(CUSTOMERS[0] ?? 0, { from: 1, to: 1, traceparent });
  await used.world.start();
  await used.world.allPublished();
  expect((await used.world.received()).map(({ headers }) => headers?.get('traceparent'))).toEqual([traceparent]);
});

test('a parked event holds back its own customer only', async () => {
  await changeAll({ from: 1, to: 1 });
  const outbox = used.world.mongo.db.collection('outbox');
  await outbox.updateOne({ customerNumber: CUSTOMERS[0] }, { $set: { 'data.eventType': 'NONSENSE' } });
  await changeAll({ from: 2, to: 2 });
  const app = await used.world.start();
  await eventually(
    'all other customers',
    async () => (await used.world.received()).length === 2 * (CUSTOMERS.length - 1),
  );
  expect(await outbox.findOne({ customerNumber: CUSTOMERS[0], revision: 1 })).toMatchObject({
    aside: true,
    reason: expect.stringContaining('type'),
  });
  await changeAll({ from: 3, to: 3 });
  await used.world.allPublished();
  await eventually('readiness, since nothing waits', async () => (await readinessOf(app)).status === 200);
  const parked = createParkedEvents(used.world.mongo);
  const [event] = await parked.list();
  expect(event).toMatchObject({ customerNumber: CUSTOMERS[0], revision: 1, waitingBehind: 2 });
  await eventually('the alarm', async () => (await metricOf(app, 'outbox_set_aside')) === 1);
  // Repaired and released as the runbook says: all of it goes out, in order.
  await outbox.updateOne({ customerNumber: CUSTOMERS[0], revision: 1 }, { $set: { 'data.eventType': 'UPDATE' } });
  expect(await parked.release(event?.id ?? '')).toBe(true);
  expect(await parked.release(event?.id ?? '')).toBe(false);
  await expectAllOnce(used.world, CUSTOMERS, 3);
});

test('it starts without a broker, and a broker killed under way loses and reorders nothing', async () => {
  const broker = await mortalBroker();
  await used.renew(broker.url);
  try {
    await broker.kill();
    const app = await used.world.start();
    const isAway = async () => (await readinessOf(app)).checks['broker'] === 'BrokerUnavailableError';
    await eventually('readiness to say that the broker is away', isAway);
    await broker.start();
    await changeAll({ from: 1, to: 2 });
    await eventually('the first events', async () => (await used.world.received()).length > 0);
    const changes = changeAll({ from: 3, to: 12 });
    await broker.kill();
    await eventually('readiness to say that the broker is away', isAway);
    await broker.start();
    await changes;
    await expectAllOnce(used.world, CUSTOMERS, 12);
    await eventually('readiness', async () => (await readinessOf(app)).status === 200);
  } finally {
    await used.renew();
    await broker.stop();
  }
});

// Issue 18.14: a publisher without a port held half of the leases.
test('a port that is taken ends the start before any lease is taken', async () => {
  const first = await used.world.start();
  await eventually('all partitions', async () => (await metricOf(first, 'leases_held')) === 16);
  const port = Number(new URL(first.url).port);
  await expect(used.world.start({ port })).rejects.toThrow('the port is in use');
  const publishers = await used.world.mongo.db.collection('leases').countDocuments({ _id: /^publisher-/ as never });
  expect(publishers).toBe(1);
  expect(await metricOf(first, 'leases_held')).toBe(16);
});

// Issue 18.4: the clock of a dead publisher was an hour ahead.
test('partitions of a dead publisher with a clock an hour ahead are taken over within seconds', async () => {
  await changeAll({ from: 1, to: 2 });
  const until = new Date(Date.now() + 3_600_000);
  const leases = Array.from({ length: 16 }, (_, partition) => ({ _id: `outbox-${partition}`, owner: 'dead', until }));
  const collection = used.world.mongo.db.collection<{ _id: string; owner: string; until: Date }>('leases');
  await collection.insertMany([...leases, { _id: 'publisher-dead', owner: 'dead', until }]);
  await used.world.start();
  await expectAllOnce(used.world, CUSTOMERS, 2);
});

// Issue 18.12: readiness tells of lost leases.
test('readiness names lost leases', async () => {
  const app = await used.world.start({ leaseTtlMillis: 3_000 });
  await eventually('readiness', async () => (await readinessOf(app)).status === 200);
  const collection = used.world.mongo.db.collection<{ _id: string }>('leases');
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
