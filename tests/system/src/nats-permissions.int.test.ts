import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { EVENT_STREAM, subjectOf } from '@profiles/contracts';
import { type RunningServer, startNats } from '@profiles/devstack';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const CONFIG = fileURLToPath(new URL('../../../deploy/nats/nats-server.conf', import.meta.url));
const ORGANISATIONS = [1, 2] as const;
const REVISIONS = [1, 2, 3];
const REFUSAL_MILLIS = 5_000;
const API = '$JS.API';
const OWN = 'organisation-1';
const OTHER = 'organisation-2';
const OTHER_EVENTS = 'customer-changed.v1.2.>';
const NATS_FOUND = process.env['NATS_URL'] !== undefined;

const permissionsViolation = expect.stringMatching(/permissions violation/i);

/** A request, by organisation 1, for what belongs to organisation 2; as long as it is refused the answer is no matter. */
interface Attempt {
  readonly what: string;
  readonly subject: string;
  readonly body?: object | string;
}

const consumer = (config: object) => ({ stream_name: EVENT_STREAM, config: { ack_policy: 'explicit', ...config } });
const create = (name: string, filter = '') =>
  `${API}.CONSUMER.CREATE.${EVENT_STREAM}.${name}${filter === '' ? '' : `.${filter}`}`;
const ofOther = { durable_name: OTHER, filter_subject: OTHER_EVENTS };
const pushed = { deliver_subject: `_INBOX_${OWN}.push`, filter_subject: OTHER_EVENTS };

const FORBIDDEN_REQUESTS: readonly Attempt[] = [
  { what: 'pull from its consumer', subject: `${API}.CONSUMER.MSG.NEXT.${EVENT_STREAM}.${OTHER}`, body: '10' },
  { what: 'inspect its consumer', subject: `${API}.CONSUMER.INFO.${EVENT_STREAM}.${OTHER}` },
  { what: 'create or update its consumer', subject: create(OTHER, OTHER_EVENTS), body: consumer(ofOther) },
  {
    what: 'put the own filter on its consumer',
    subject: create(OTHER, 'customer-changed.v1.1.>'),
    body: consumer({ durable_name: OTHER, filter_subject: 'customer-changed.v1.1.>' }),
  },
  { what: 'delete its consumer', subject: `${API}.CONSUMER.DELETE.${EVENT_STREAM}.${OTHER}` },
  { what: 'reset its consumer', subject: `${API}.CONSUMER.RESET.${EVENT_STREAM}.${OTHER}` },
  { what: 'pause its consumer', subject: `${API}.CONSUMER.PAUSE.${EVENT_STREAM}.${OTHER}`, body: {} },
  {
    what: 'move the own consumer to its filter',
    subject: create(OWN, OTHER_EVENTS),
    body: consumer({ durable_name: OWN, filter_subject: OTHER_EVENTS }),
  },
  {
    what: 'move the own consumer to all events',
    subject: create(OWN, 'customer-changed.v1.>'),
    body: consumer({ durable_name: OWN, filter_subject: 'customer-changed.v1.>' }),
  },
  { what: 'create without a filter', subject: create(OWN), body: consumer({ durable_name: OWN }) },
  {
    what: 'create with filter_subjects',
    subject: create(OWN),
    body: consumer({ durable_name: OWN, filter_subjects: [OTHER_EVENTS] }),
  },
  {
    what: 'create the old way for a durable one',
    subject: `${API}.CONSUMER.DURABLE.CREATE.${EVENT_STREAM}.${OWN}`,
    body: consumer({ durable_name: OWN, filter_subject: OTHER_EVENTS }),
  },
  {
    what: 'create the old way for an ephemeral one',
    subject: `${API}.CONSUMER.CREATE.${EVENT_STREAM}`,
    body: consumer(pushed),
  },
  { what: 'create a push consumer', subject: create('push', OTHER_EVENTS), body: consumer(pushed) },
  { what: 'get a message by its number', subject: `${API}.STREAM.MSG.GET.${EVENT_STREAM}`, body: { seq: 2 } },
  { what: 'get a message directly', subject: `${API}.DIRECT.GET.${EVENT_STREAM}`, body: { seq: 2 } },
  { what: 'get the last message directly', subject: `${API}.DIRECT.GET.${EVENT_STREAM}.customer-changed.v1.2.1000002` },
  { what: 'acknowledge its message', subject: `$JS.ACK.${EVENT_STREAM}.${OTHER}.1.2.1.1.0`, body: '+ACK' },
  { what: 'publish an event', subject: 'customer-changed.v1.2.1000002', body: {} },
  { what: 'publish an event of its own', subject: 'customer-changed.v1.1.1000001', body: {} },
  { what: 'write into its dead letters', subject: `customer-changed-dead-letters.v1.${OTHER}.1`, body: {} },
  { what: 'write into its inbox', subject: `_INBOX_${OTHER}.1`, body: {} },
  {
    what: 'make a stream that copies the events',
    subject: `${API}.STREAM.CREATE.COPY`,
    body: { name: 'COPY', sources: [{ name: EVENT_STREAM }] },
  },
  {
    what: 'republish the events elsewhere',
    subject: `${API}.STREAM.UPDATE.${EVENT_STREAM}`,
    body: { name: EVENT_STREAM, republish: { src: '>', dest: `_INBOX_${OWN}.>` } },
  },
  { what: 'inspect the stream', subject: `${API}.STREAM.INFO.${EVENT_STREAM}` },
  { what: 'purge the stream', subject: `${API}.STREAM.PURGE.${EVENT_STREAM}` },
  { what: 'list the consumers', subject: `${API}.CONSUMER.LIST.${EVENT_STREAM}` },
  { what: 'inspect the account', subject: `${API}.INFO` },
  {
    what: 'make a KV bucket',
    subject: `${API}.STREAM.CREATE.KV_copy`,
    body: { name: 'KV_copy', subjects: ['$KV.copy.>'] },
  },
  { what: 'write into a KV bucket', subject: '$KV.copy.key', body: 'value' },
];

/** Allowed by its subject, so the server has to see that the body says something else. */
const LYING_BODIES = [
  { what: 'another filter', config: { durable_name: OWN, filter_subject: OTHER_EVENTS } },
  { what: 'no filter', config: { durable_name: OWN } },
  { what: 'several filters', config: { durable_name: OWN, filter_subjects: [OTHER_EVENTS] } },
  { what: 'a filter and several filters', config: { durable_name: OWN, ...ofOwn(), filter_subjects: [OTHER_EVENTS] } },
  { what: 'the name of the other one', config: { ...ofOwn(), durable_name: OTHER } },
  { what: 'a push consumer of the other one', config: { durable_name: OWN, ...pushed } },
];

const FORBIDDEN_SUBSCRIPTIONS = [
  ...['customer-changed.v1.2.>', 'customer-changed.v1.>', 'customer-changed.v1.1.>', '>', '*.>'],
  ...['_INBOX.>', `_INBOX_${OTHER}.>`, '_INBOX_*.>', '*', `customer-changed-dead-letters.v1.${OTHER}.>`],
  ...['$JS.EVENT.ADVISORY.>', '$JS.ACK.>', '$JS.API.>', '$KV.>', '$SYS.>'],
];

function ofOwn() {
  return { filter_subject: 'customer-changed.v1.1.>' };
}

describe.skipIf(!NATS_FOUND)('a subscriber is cut to its organisation by deploy/nats/nats-server.conf', () => {
  let dataDir: string;
  let server: RunningServer;
  const connections: NatsConnection[] = [];

  /** A connection as a user of the file, which notes everything that arrives on it. */
  async function as(user: string) {
    const inboxPrefix = user === 'publisher' ? '_INBOX' : `_INBOX_${user}`;
    const connection = await connect({ servers: server.uri, user, pass: `secret-of-${user}`, inboxPrefix });
    connections.push(connection);
    return connection;
  }

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'nats-permissions-'));
    const variables = {
      NATS_STORE_DIR: join(dataDir, 'store'),
      PUBLISHER_PASSWORD: 'secret-of-publisher',
      ORGANISATION_1_PASSWORD: 'secret-of-organisation-1',
      ORGANISATION_2_PASSWORD: 'secret-of-organisation-2',
    };
    const env = { ...process.env, ...variables };
    server = await startNats({ dataDir, configFile: CONFIG, env, log: () => {}, allowNone: false });
    const publisher = await as('publisher');
    const manager = await jetstreamManager(publisher, { checkAPI: false });
    await manager.streams.add({ name: EVENT_STREAM, subjects: ['customer-changed.v1.>'], allow_direct: true });
    for (const revision of REVISIONS) {
      for (const organisationId of ORGANISATIONS) {
        const subject = subjectOf({ organisationId, customerNumber: 1_000_000 + organisationId });
        await jetstream(publisher).publish(subject, JSON.stringify({ organisationId, revision }));
      }
    }
    for (const organisationId of ORGANISATIONS)
      await createConsumer(await as(`organisation-${organisationId}`), organisationId);
  });

  afterAll(async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    await server?.stop();
    if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true });
  });

  async function createConsumer(connection: NatsConnection, organisationId: number) {
    const manager = await jetstreamManager(connection, { checkAPI: false });
    await manager.consumers.add(EVENT_STREAM, {
      durable_name: `organisation-${organisationId}`,
      filter_subject: `customer-changed.v1.${organisationId}.>`,
      ack_policy: 'explicit',
    });
  }

  test.each(ORGANISATIONS)('organisation %i gets its own events, all of them, in order', async (organisationId) => {
    const { consumers } = jetstream(await as(`organisation-${organisationId}`));
    const own = await consumers.get(EVENT_STREAM, `organisation-${organisationId}`);
    const received: unknown[] = [];
    for await (const message of await own.fetch({ max_messages: REVISIONS.length })) {
      received.push(message.json());
      expect(await message.ackAck()).toBe(true);
    }
    expect(received).toEqual(REVISIONS.map((revision) => ({ organisationId, revision })));
    expect((await own.info()).num_pending).toBe(0);
  });

  test('the publisher finds what it published last for a customer', async () => {
    const manager = await jetstreamManager(await as('publisher'), { checkAPI: false });
    const last_by_subj = subjectOf({ organisationId: 2, customerNumber: 1_000_002 });
    expect((await manager.direct.getMessage(EVENT_STREAM, { last_by_subj }))?.json()).toMatchObject({ revision: 3 });
    expect((await manager.streams.getMessage(EVENT_STREAM, { last_by_subj }))?.json()).toMatchObject({ revision: 3 });
  });

  test('a subscriber may hand in its own dead letters', async () => {
    const connection = await as(OWN);
    connection.publish(`customer-changed-dead-letters.v1.${OWN}.1`, 'broken');
    await expect(connection.flush()).resolves.toBeUndefined();
    await expect(nextViolation(connection, () => connection.publish('forbidden'))).resolves.toMatch(/"forbidden"/);
  });

  test.each(FORBIDDEN_REQUESTS)('organisation 1 may not, of another one: $what', async ({ subject, body = '' }) => {
    const connection = await as(OWN);
    const arrived = everythingOn(connection);
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    const reply = `_INBOX_${OWN}.answer`;
    const violation = await nextViolation(connection, () => connection.publish(subject, payload, { reply }));
    expect(violation).toEqual(permissionsViolation);
    expect(violation).toContain(`"${subject}"`);
    await connection.flush();
    expect(arrived).toEqual([]);
  });

  test.each(LYING_BODIES)('a consumer whose body says $what is not made', async ({ config }) => {
    const connection = await as(OWN);
    const arrived = everythingOn(connection);
    const body = JSON.stringify(consumer(config));
    const answer = await connection.request(create(OWN, 'customer-changed.v1.1.>'), body);
    expect(answer.json()).toMatchObject({ error: { code: 400 } });
    expect(arrived.filter((subject) => subject.startsWith('customer-changed.'))).toEqual([]);
    const own = await (await jetstreamManager(connection, { checkAPI: false })).consumers.info(EVENT_STREAM, OWN);
    expect(own.config).toMatchObject(ofOwn());
  });

  test.each(FORBIDDEN_SUBSCRIPTIONS)('organisation 1 may not listen on %s', async (subject) => {
    const connection = await as(OWN);
    const violation = await nextViolation(connection, () => connection.subscribe(subject, { callback: () => {} }));
    expect(violation).toEqual(permissionsViolation);
  });

  test('an answer that is sent to the subject of another organisation is never an event of it', async () => {
    const connection = await as(OWN);
    const reply = subjectOf({ organisationId: 2, customerNumber: 7 });
    connection.publish(`${API}.CONSUMER.INFO.${EVENT_STREAM}.${OWN}`, '', { reply });
    connection.publish(`${API}.CONSUMER.MSG.NEXT.${EVENT_STREAM}.${OWN}`, '1', {
      reply: `${API}.STREAM.PURGE.${EVENT_STREAM}`,
    });
    await connection.flush();
    const manager = await jetstreamManager(await as('publisher'), { checkAPI: false });
    await expect.poll(() => manager.direct.getMessage(EVENT_STREAM, { last_by_subj: reply })).toBeTruthy();
    const stray = await manager.direct.getMessage(EVENT_STREAM, { last_by_subj: reply });
    expect(stray?.json()).not.toHaveProperty('specversion');
    // Nothing was purged either.
    expect((await manager.streams.info(EVENT_STREAM)).state.first_seq).toBe(1);
  });

  test('without its password nobody comes in', async () => {
    await expect(connect({ servers: server.uri, user: OWN, pass: `secret-of-${OTHER}` })).rejects.toThrow(
      /authorization/i,
    );
    await expect(connect({ servers: server.uri })).rejects.toThrow(/authorization/i);
  });
});

/** The subjects of everything that reaches the private inbox: all that organisation 1 can hear at all. */
function everythingOn(connection: NatsConnection): string[] {
  const subjects: string[] = [];
  connection.subscribe(`_INBOX_${OWN}.>`, { callback: (_, { subject }) => void subjects.push(subject) });
  return subjects;
}

/** What the server says against an action; fails when it says nothing. */
async function nextViolation(connection: NatsConnection, act: () => unknown): Promise<string> {
  const statuses = connection.status();
  const refused = (async () => {
    for await (const status of statuses) if (status.type === 'error') return status.error.message;
    return 'the connection ended';
  })();
  act();
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('it was not refused'), REFUSAL_MILLIS);
  });
  return Promise.race([refused, silence]).finally(() => clearTimeout(timer));
}
