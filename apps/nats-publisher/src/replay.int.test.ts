import { randomUUID } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import { Permission } from '@profiles/contracts';
import { startTokenIssuer, type TokenIssuer } from '@profiles/devstack';
import { createOutboxArchive, createReplayRecords, type ReplayRecord } from '@profiles/mongo-store/outbox';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { replayPublisher } from './replay/replay-publisher.js';
import { runReplay } from './replay/run-replay.js';
import { operatorCommand } from './testing/operator-command.js';
import { type PublisherWorld, revisionsByCustomer, streamAlarmsOf } from './testing/publisher-world.js';
import { eventually } from './testing/test-servers.js';
import { usePublisherWorld } from './testing/use-publisher-world.js';

let issuer: TokenIssuer;
let prefix: string;

beforeAll(async () => {
  issuer = await startTokenIssuer();
});
afterAll(() => issuer.close());
const used = usePublisherWorld();
beforeEach(() => {
  prefix = `copy_${randomUUID().slice(0, 8)}`;
});
afterEach(async () => {
  await used.world.onBroker(async (broker) => {
    const { streams } = await jetstreamManager(broker);
    await streams.delete(`REPLAY_${prefix}`).catch(() => {});
  });
});

const CUSTOMERS = [1_000_001, 1_000_002, 1_000_003];
const inOrder = (customers: readonly number[], upTo: number) =>
  Object.fromEntries(customers.map((customer) => [customer, Array.from({ length: upTo }, (_, at) => at + 1)]));

async function publishAll(): Promise<void> {
  await Promise.all(CUSTOMERS.map((customer) => used.world.commitChanges(customer, { from: 1, to: 4 })));
  const app = await used.world.start();
  await used.world.allPublished();
  await app.close();
}

const command = (line: string, signal?: AbortSignal) => operatorCommand(line, used, signal);

/** How many messages the stream has. Reading them all the time would leave too many consumers behind. */
const copies = () =>
  used.world.onBroker(async (broker) => {
    const { streams } = await jetstreamManager(broker);
    return streams.info(`REPLAY_${prefix}`).then(
      ({ state }) => state.messages,
      () => 0,
    );
  });

const copied = () => used.world.received(`REPLAY_${prefix}`);

test('the command copies a customer to other subjects, each message marked by a header', async () => {
  await publishAll();
  const dry = await command(`replay --customer ${CUSTOMERS[1]} --to-prefix ${prefix} --dry-run`);
  expect(dry).toEqual({ isWell: true, said: '4 events would be published. Nothing was done.' });
  expect(await copied()).toEqual([]);

  const { isWell, said } = await command(`replay --customer ${CUSTOMERS[1]} --to-prefix ${prefix}`);
  expect(said).toContain('4 of 4 sent');
  expect(isWell).toBe(true);
  const received = await copied();
  expect(revisionsByCustomer(received)).toEqual(inOrder([CUSTOMERS[1] ?? 0], 4));
  const [first] = received;
  expect(first?.subject).toBe(`${prefix}.1.${CUSTOMERS[1]}`);
  expect(first?.messageId).toBe(first?.event.id);
  expect(said).toContain(first?.headers?.get('Customer-Event-Replay'));
  expect((await command('replays')).said).toContain('done  4 of 4 sent');
});

// Issue 18.10: it said "Done" and had published nothing.
test('a replay whose messages were all dropped as duplicates says so and fails', async () => {
  await publishAll();
  const line = `replay --customer ${CUSTOMERS[1]} --to-prefix ${prefix}`;
  expect(await command(line)).toMatchObject({ isWell: true, said: expect.stringMatching(/Done\.$/) });
  const again = await command(line);
  expect(again.isWell).toBe(false);
  expect(again.said).toContain('Nothing was published: the stream dropped every event as a duplicate');
  expect(again.said).not.toContain('Done');
  const some = await command(`replay --everything --to-prefix ${prefix}`);
  expect(some).toMatchObject({ isWell: true, said: expect.stringContaining('dropped 4 of them as duplicates') });
  expect(await copies()).toBe(12);

  const { headers } = await ask('POST /replays', { body: { customerNumber: CUSTOMERS[1], toPrefix: prefix } });
  const path = headers.get('location');
  await eventually('the end', async () => (await ask(`GET ${path}`)).body.state === 'done');
  expect((await ask(`GET ${path}`)).body.warning).toContain('Nothing was published');
});

test('a stopped replay continues at its position and sends the rest', async () => {
  await publishAll();
  const stop = new AbortController();
  const running = command(`replay --everything --to-prefix ${prefix} --rate 10`, stop.signal);
  await eventually('the first events', async () => (await copies()) >= 4);
  stop.abort();
  const { isWell, said } = await running;
  expect(isWell).toBe(false);
  expect(await copies()).toBeLessThan(12);
  const id = /resume (\S+)/.exec(said)?.[1];
  expect((await command(`resume ${id}`)).said).toContain('12 of 12 sent');
  expect(revisionsByCustomer(await copied())).toEqual(inOrder(CUSTOMERS, 4));
  expect(await command(`resume ${id}`)).toMatchObject({ isWell: false, said: expect.stringContaining('done') });
});

test('a stream that was lost is filled again from the outbox, and the publisher goes on after it', async () => {
  await publishAll();
  const before = await used.world.received();
  await used.world.onBroker(async (broker) => (await jetstreamManager(broker)).streams.delete(used.world.stream.name));
  const records = createReplayRecords(used.world.mongo);
  const record: ReplayRecord = {
    ...{
      id: randomUUID(),
      selection: {},
      stream: used.world.stream.name,
      subjectPrefix: used.world.stream.subjectPrefix,
    },
    ...{ eventsPerSecond: 10_000, total: 12, sent: 0, duplicates: 0, state: 'open', runBy: 'command' },
    requestedAt: new Date(),
  };
  await records.add(record);
  await records.take({ owner: 'test', ttlMillis: 30_000 }, record.id);
  const log = { info: () => {}, warn: () => {} };
  const publisher = replayPublisher(record, { nats: { servers: used.servers?.natsUrl ?? '' }, log });
  publisher.start();
  const parts = {
    archive: createOutboxArchive(used.world.mongo),
    records,
    publisher,
    owner: 'test',
    onFailed: () => {},
  };
  expect(await runReplay(record, { ...parts, signal: new AbortController().signal })).toBe('done');
  await publisher.close();
  const ids = (received: typeof before) => received.map(({ messageId }) => messageId).sort();
  expect(ids(await used.world.received())).toEqual(ids(before));

  await Promise.all(CUSTOMERS.map((customer) => used.world.commitChanges(customer, { from: 5, to: 6 })));
  await used.world.start();
  await used.world.allPublished();
  expect(revisionsByCustomer(await used.world.received())).toEqual(inOrder(CUSTOMERS, 6));
});

test('the command accepts a stream that was created anew', async () => {
  await publishAll();
  await used.world.onBroker(async (broker) => (await jetstreamManager(broker)).streams.delete(used.world.stream.name));
  const app = await used.world.start();
  await eventually('the alarm', async () => (await streamAlarmsOf(app)).includes('recreated'));
  const { isWell, said } = await command('accept-stream');
  expect({ isWell, said }).toMatchObject({ isWell: true, said: expect.stringContaining('is accepted') });
  await eventually('the end of the alarm', async () => (await streamAlarmsOf(app)).length === 0);
});

interface Request {
  readonly organisationId?: number;
  readonly permissions?: readonly string[];
  readonly body?: unknown;
}

async function ask(line: string, { organisationId = 1, permissions = [Permission.Admin], body }: Request = {}) {
  const app = apps[0] ?? (await used.world.start({ tokens: tokenSettings() }));
  apps[0] = app;
  const [method = '', path = ''] = line.split(' ');
  const token = await issuer.mint({ organisationId, clientId: 'ops', permissions });
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  const answer = await fetch(`${app.url}${path}`, {
    ...{ method, headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text), headers: answer.headers };
}

const apps: Awaited<ReturnType<PublisherWorld['start']>>[] = [];
afterEach(() => apps.splice(0));

const tokenSettings = () => ({
  ...{ jwksUrl: issuer.jwksUrl, issuer: issuer.issuer, audience: issuer.audience },
  organisationClaim: 'https://entur.io/organisationID',
  ...{ permissionsClaim: 'permissions', clientClaim: 'azp' },
});

test('an administrator requests a replay of the own organisation, and a publisher runs it', async () => {
  await publishAll();
  expect(await ask('POST /replays', { body: { toPrefix: prefix, dryRun: true } })).toMatchObject({
    status: 200,
    body: { total: 12 },
  });
  const { status, body, headers } = await ask('POST /replays', { body: { toPrefix: prefix, everything: true } });
  expect({ status, total: body.total, state: body.state }).toEqual({ status: 202, total: 12, state: 'open' });
  const path = headers.get('location');
  await eventually('the end', async () => (await ask(`GET ${path}`)).body.state === 'done');
  expect(revisionsByCustomer(await copied())).toEqual(inOrder(CUSTOMERS, 4));
  expect((await ask('GET /replays')).body).toMatchObject([{ id: body.id, sent: 12, total: 12 }]);
  expect((await ask(`DELETE ${path}`)).status).toBe(409);
  // Another organisation can't tell it from one that never was.
  const [theirs, unknown] = [
    await ask(`GET ${path}`, { organisationId: 2 }),
    await ask(`GET /replays/none`, { organisationId: 2 }),
  ];
  expect(theirs.status).toBe(404);
  expect({ ...theirs.body, correlationId: '', instance: '' }).toEqual({
    ...unknown.body,
    correlationId: '',
    instance: '',
  });
  expect((await ask('GET /replays', { organisationId: 2 })).body).toEqual([]);
  expect((await ask('POST /replays', { organisationId: 2, body: { dryRun: true } })).body).toEqual({ total: 0 });
});

test.each<[string, Request, number, string | undefined]>([
  ['without the permission', { permissions: [Permission.Change], body: {} }, 610, undefined],
  ['of another organisation', { body: { organisationId: 2 } }, 610, 'organisationId'],
  ['with a rate of nothing', { body: { eventsPerSecond: 0 } }, 400, 'eventsPerSecond'],
  ['with an unknown field', { body: { customer: 7 } }, 400, 'customer'],
  ['to the subjects above ours', { body: { toPrefix: 'customer-changed' } }, 400, 'toPrefix'],
  // Issue 18.10: an empty request would publish everything to all subscribers.
  ['of nothing in particular', { body: {} }, 400, 'everything'],
  ['with a destination and no selection', { body: { toPrefix: 'copy.v1' } }, 400, 'everything'],
  ['that is a list', { body: [] }, 400, ''],
])('a replay %s is refused', async (_what, request, errorCode, path) => {
  const { body } = await ask('POST /replays', request);
  expect(body.errorCode).toBe(errorCode);
  if (path !== undefined) expect(body.errors[0].path).toBe(path);
});

test('an administrator of all organisations may replay any, and sees all replays', async () => {
  await publishAll();
  const all = [Permission.Admin, Permission.AllOrganisations];
  const everything = await ask('POST /replays', { organisationId: 9, permissions: all, body: { dryRun: true } });
  expect(everything.body).toEqual({ total: 12 });
});

test('parked events are visible to administrators of their organisation only, who may release them', async () => {
  await used.world.commitChanges(CUSTOMERS[0] ?? 0, { from: 1, to: 1 });
  const outbox = used.world.mongo.db.collection('outbox');
  await outbox.updateOne({}, { $set: { 'data.eventType': 'NONSENSE' } });
  await eventually('the event', async () => (await ask('GET /events-set-aside')).body.length === 1);
  const [event] = (await ask('GET /events-set-aside')).body;
  expect(event).toMatchObject({ customerNumber: CUSTOMERS[0], reason: expect.stringContaining('type') });
  expect((await ask('GET /events-set-aside', { organisationId: 2 })).body).toEqual([]);
  const release = `POST /events-set-aside/${event.id}/release`;
  expect((await ask(release, { organisationId: 2 })).status).toBe(404);
  await outbox.updateOne({}, { $set: { 'data.eventType': 'UPDATE' } });
  expect((await ask(release)).status).toBe(204);
  await used.world.allPublished();
  expect(revisionsByCustomer(await used.world.received())).toEqual(inOrder([CUSTOMERS[0] ?? 0], 1));
});
