import { setTimeout } from 'node:timers/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import { mortalBroker } from '@profiles/devstack';
import { expect, test } from 'vitest';
import { faultyProxy } from './testing/faulty-proxy.js';
import { type Changes, metricOf, readinessOf, revisionsByCustomer, streamAlarmsOf } from './testing/publisher-world.js';
import { eventually } from './testing/test-servers.js';
import { expectAllOnce, useProxyToBroker, usePublisherWorld } from './testing/use-publisher-world.js';

const used = usePublisherWorld();
const toBroker = useProxyToBroker(used);

const CUSTOMERS = Array.from({ length: 20 }, (_, at) => 1_000_000 + at);

const changeAll = (revisions: Changes) => used.world.changeAll(CUSTOMERS, revisions);

const messagesInStream = () =>
  used.world.onBroker(async (broker) => {
    const { streams } = await jetstreamManager(broker);
    return (await streams.info(used.world.stream.name)).state.messages;
  });

test('a full stream loses nothing: events wait, readiness and metrics tell, and the retries slow down', async () => {
  used.world.stream.maxBytes = 4_000;
  const app = await used.world.start({ backlogAlarmSeconds: 1 });
  await changeAll({ from: 1, to: 2 });
  await eventually('refusals', async () => (await metricOf(app, 'publish_failures_total')) > 0);
  await eventually('the alarm', async () => (await readinessOf(app)).checks['backlog'] === 'BacklogTooOldError');
  const [before, start] = [await metricOf(app, 'publish_failures_total'), performance.now()];
  await setTimeout(1_000);
  const perSecond = ((await metricOf(app, 'publish_failures_total')) - before) / ((performance.now() - start) / 1_000);
  // A window of tries, and then a pause that grows up to five seconds.
  expect(perSecond).toBeLessThan(100);
  expect((await readinessOf(app)).checks['stream']).toBe('StreamRefusedError');
  expect(await streamAlarmsOf(app)).toEqual(['refused']);
  const waiting = 40 - (await messagesInStream());
  await eventually('the backlog to be told', async () => (await metricOf(app, 'outbox_pending')) === waiting);
  expect(await metricOf(app, 'outbox_oldest_pending_seconds')).toBeGreaterThan(1);
  await used.world.onBroker(async (broker) => {
    const { streams } = await jetstreamManager(broker);
    const { config } = await streams.info(used.world.stream.name);
    await streams.update(used.world.stream.name, { ...config, max_bytes: -1 });
  });
  await expectAllOnce(used.world, CUSTOMERS, 2);
  await eventually('readiness', async () => (await readinessOf(app)).status === 200);
});

test('slow acknowledgements delay events and change nothing else', async () => {
  toBroker.faults.delayMillis = 120;
  await changeAll({ from: 1, to: 4 });
  await toBroker.start();
  await expectAllOnce(used.world, CUSTOMERS, 4);
});

test('acknowledgements that are lost lead to no second copy', async () => {
  await toBroker.start();
  await changeAll({ from: 1, to: 1 });
  await used.world.allPublished();
  toBroker.faults.swallows = 'responses';
  await changeAll({ from: 2, to: 2 });
  await eventually('the events to be there unanswered', async () => (await messagesInStream()) === 40);
  await changeAll({ from: 3, to: 3 });
  toBroker.faults.swallows = 'nothing';
  toBroker.cut();
  await expectAllOnce(used.world, CUSTOMERS, 3);
});

test('a connection that is silent for longer than a publish may take loses and reorders nothing', async () => {
  const app = await toBroker.start();
  await changeAll({ from: 1, to: 1 });
  await used.world.allPublished();
  toBroker.faults.swallows = 'everything';
  await changeAll({ from: 2, to: 4 });
  await eventually('the time-outs', async () => (await metricOf(app, 'publish_failures_total')) > 0);
  // The server has missed a part of the conversation, so both sides begin anew on another connection.
  toBroker.faults.swallows = 'nothing';
  toBroker.cut();
  await expectAllOnce(used.world, CUSTOMERS, 4);
});

test('a connection that is cut again and again loses and reorders nothing', async () => {
  await toBroker.start();
  const changes = changeAll({ from: 1, to: 12 });
  for (let cuts = 1; cuts <= 10; cuts += 1) {
    const seen = await eventualCount(cuts * 15);
    expect(seen).toBeGreaterThanOrEqual(cuts * 15);
    toBroker.cut();
  }
  await changes;
  await expectAllOnce(used.world, CUSTOMERS, 12);
});

async function eventualCount(least: number): Promise<number> {
  let seen = 0;
  await eventually(`${least} events`, async () => {
    seen = await messagesInStream().catch(() => 0);
    return seen >= least;
  });
  return seen;
}

test('with a broker that restarts again and again, publishers keep the order and all partitions have an owner in the end', async () => {
  const broker = await mortalBroker();
  await used.renew(broker.url);
  try {
    const apps = [await used.world.start(), await used.world.start(), await used.world.start()];
    const changes = changeAll({ from: 1, to: 15 });
    for (let round = 0; round < 3; round += 1) {
      await eventualCount((round + 1) * 20);
      await broker.kill();
      const isAway = async (at: number) => (await readinessOf(apps[at] as (typeof apps)[0])).checks['broker'] !== 'ok';
      await eventually(
        'all publishers to notice',
        async () => (await isAway(0)) && (await isAway(1)) && (await isAway(2)),
      );
      await broker.start();
    }
    await changes;
    await expectAllOnce(used.world, CUSTOMERS, 15);
    const held = async () =>
      (await Promise.all(apps.map((app) => metricOf(app, 'leases_held')))).reduce((sum, one) => sum + one, 0);
    await eventually('each partition to have one owner', async () => (await held()) === 16);
  } finally {
    await used.renew();
    await broker.stop();
  }
});

test('a stream that is deleted under load is created again, and everything not yet acknowledged arrives in order', async () => {
  await used.world.start();
  const changes = changeAll({ from: 1, to: 20 });
  await eventualCount(100);
  await used.world.onBroker(async (broker) => (await jetstreamManager(broker)).streams.delete(used.world.stream.name));
  const deletedAt = new Date();
  await changes;
  await used.world.allPublished();
  const received = revisionsByCustomer(await used.world.received());
  for (const customer of CUSTOMERS) {
    const own = received[customer] ?? [];
    const first = own[0] ?? 21;
    expect(own, `of ${customer}`).toEqual(Array.from({ length: 21 - first }, (_, at) => first + at));
  }
  // All events from after the deletion are there.
  const later = await used.world.mongo.db
    .collection('outbox')
    .find({ publishedAt: { $gt: deletedAt } })
    .toArray();
  expect(later.length).toBeGreaterThan(0);
});

test('a database that is silent for a while when marks are due leads to no second copy', async () => {
  const { hostname, port } = new URL((used.servers?.mongoUri ?? '').replace('mongodb:', 'http:'));
  const toMongo = await faultyProxy({ host: hostname, port: Number(port) });
  try {
    const uri = `mongodb://127.0.0.1:${toMongo.port}/?directConnection=true`;
    const app = await used.world.start({ mongo: { uri, database: used.world.stream.name } });
    await changeAll({ from: 1, to: 1 });
    await used.world.allPublished();
    const changes = changeAll({ from: 2, to: 8 });
    for (let cuts = 1; cuts <= 3; cuts += 1) {
      await eventualCount(20 + cuts * 30);
      toMongo.faults.isOpen = false;
      toMongo.cut();
      await eventually('the failure', async () => (await readinessOf(app)).checks['mongodb'] !== 'ok');
      toMongo.faults.isOpen = true;
    }
    await changes;
    await expectAllOnce(used.world, CUSTOMERS, 8);
  } finally {
    await used.renew();
    await toMongo.close();
  }
});

// Issue 18.11: a server that has no room left.
test('a server whose storage is full is an alarm, loses nothing, and goes on when there is room', async () => {
  const broker = await mortalBroker({ maxFileStore: 6_000 });
  await used.renew(broker.url);
  try {
    const app = await used.world.start();
    await eventually('readiness', async () => (await readinessOf(app)).status === 200);
    await changeAll({ from: 1, to: 3 });
    await eventually('the alarm', async () => (await readinessOf(app)).checks['stream'] === 'StreamRefusedError');
    expect(await streamAlarmsOf(app)).toEqual(['refused']);
    await broker.kill();
    await broker.start({ maxFileStore: 100_000_000 });
    await expectAllOnce(used.world, CUSTOMERS, 3);
    await eventually('readiness', async () => (await readinessOf(app)).status === 200);
  } finally {
    await used.renew();
    await broker.stop();
  }
});

test('a server that lost its stream and has no room for a new one is an alarm', async () => {
  await used.world.start().then((app) => app.close());
  const broker = await mortalBroker({ maxFileStore: 1 });
  try {
    used.world.stream.maxBytes = 1_000_000;
    const app = await used.world.start({ nats: { servers: broker.url } });
    await eventually('the alarm', async () => (await readinessOf(app)).checks['stream'] === 'StreamMissingError');
    expect(await streamAlarmsOf(app)).toEqual(['missing']);
  } finally {
    await used.renew();
    await broker.stop();
  }
});
