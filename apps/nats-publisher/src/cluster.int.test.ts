import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { updateStream } from './command-line/update-stream.js';
import { type NatsCluster, natsCluster } from './testing/nats-cluster.js';
import { type Changes, readinessOf } from './testing/publisher-world.js';
import { eventually } from './testing/test-servers.js';
import { expectAllOnce, usePublisherWorld } from './testing/use-publisher-world.js';

// Elections and the detection of a lost quorum take tens of seconds on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

// A cluster of three servers under faults. Nothing is lost, doubled or out of order.
let cluster: NatsCluster;
afterAll(() => cluster?.stop());
const used = usePublisherWorld(async () => {
  cluster = await natsCluster();
  return cluster.natsUrl;
});
afterEach(() => cluster?.heal());

const CUSTOMERS = Array.from({ length: 20 }, (_, at) => 1_000_000 + at);

const changeAll = (revisions: Changes) => used.world.changeAll(CUSTOMERS, revisions);

async function startReady() {
  const app = await used.world.start();
  await eventually('readiness', async () => (await readinessOf(app)).status === 200);
  return app;
}

test('three servers keep the stream where the cluster has three, and its leader can be killed', async () => {
  await startReady();
  expect((await cluster.streamInfo(used.world.stream.name))?.config.num_replicas).toBe(3);
  await cluster.inSync(used.world.stream.name);
  const changes = changeAll({ from: 1, to: 10 });
  await eventually('the first events', async () => {
    const info = await cluster.streamInfo(used.world.stream.name);
    return (info?.state.messages ?? 0) > 20;
  });
  const leader = await cluster.leaderOf(used.world.stream.name);
  await cluster.kill(leader);
  await changes;
  await expectAllOnce(used.world, CUSTOMERS, 10);
  await cluster.start(leader);
  await cluster.inSync(used.world.stream.name);
});

test('with two of three servers stopped readiness reports the lost quorum, and events wait in the outbox', async () => {
  const app = await startReady();
  await changeAll({ from: 1, to: 2 });
  await used.world.allPublished();
  await cluster.inSync(used.world.stream.name);
  await cluster.kill('n0');
  await cluster.kill('n1');
  await changeAll({ from: 3, to: 5 });
  await eventually('the lost quorum', async () => {
    const { status, checks } = await readinessOf(app);
    return status === 503 && checks['stream'] === 'StreamUnavailableError';
  });
  expect(await used.world.mongo.db.collection('outbox').countDocuments({ pending: true })).toBe(60);
  await Promise.all([cluster.start('n0'), cluster.start('n1')]);
  await expectAllOnce(used.world, CUSTOMERS, 5);
  await eventually('readiness', async () => (await readinessOf(app)).status === 200);
  await cluster.inSync(used.world.stream.name);
});

test('a leader that is cut off from the others loses and repeats nothing', async () => {
  await startReady();
  await cluster.inSync(used.world.stream.name);
  const connection = await connect({ servers: cluster.urls });
  // n2 leads, so that the partition separates the leader from the majority.
  await eventually('n2 to lead', async () => {
    if ((await cluster.streamInfo(used.world.stream.name))?.cluster?.leader === 'n2') return true;
    const placement = new TextEncoder().encode(JSON.stringify({ placement: { preferred: 'n2' } }));
    await connection.request(`$JS.API.STREAM.LEADER.STEPDOWN.${used.world.stream.name}`, placement).catch(() => {});
    return false;
  });
  await connection.close();
  await changeAll({ from: 1, to: 2 });
  cluster.cutOff();
  await changeAll({ from: 3, to: 6 });
  cluster.reconnect();
  await expectAllOnce(used.world, CUSTOMERS, 6);
  await cluster.inSync(used.world.stream.name);
});

test('a server that comes back with an empty disk gets the stream from the others', async () => {
  await startReady();
  await changeAll({ from: 1, to: 3 });
  await used.world.allPublished();
  await cluster.inSync(used.world.stream.name);
  const leader = await cluster.leaderOf(used.world.stream.name);
  await cluster.kill(leader);
  await cluster.loseDisk(leader);
  await changeAll({ from: 4, to: 6 });
  await cluster.start(leader);
  await used.world.allPublished();
  await cluster.inSync(used.world.stream.name);
  await expectAllOnce(used.world, CUSTOMERS, 6);
});

test('an existing stream with one replica gets three by command, while events are published', async () => {
  const { name, subjectPrefix } = used.world.stream;
  await used.world.onBroker(async (broker) => {
    const { streams } = await jetstreamManager(broker);
    await streams.add({ name, subjects: [`${subjectPrefix}.>`], num_replicas: 1 });
  });
  await startReady();
  const changes = changeAll({ from: 1, to: 6 });
  const lines: string[] = [];
  await used.world.onBroker(async (connection) => {
    const settings = { name, subjectPrefix, replicas: 3 };
    const update = { connection, settings, log: (line: string) => lines.push(line), companions: [] };
    expect(await updateStream({ ...update, isDryRun: true })).toBe(true);
    expect((await cluster.streamInfo(name))?.config.num_replicas).toBe(1);
    expect(await updateStream({ ...update, isDryRun: false })).toBe(true);
    expect(await updateStream({ ...update, settings: { ...settings, replicas: 1 }, isDryRun: false })).toBe(false);
  });
  expect((await cluster.streamInfo(name))?.config).toMatchObject({ num_replicas: 3, allow_atomic: true });
  expect(lines.at(-1)).toContain('does not lower');
  await changes;
  await expectAllOnce(used.world, CUSTOMERS, 6);
});
