import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { cloudEvent, EVENT_STREAM, subjectOf } from '@profiles/contracts';
import { type RunningServer, startNats } from '@profiles/devstack';
import {
  type CustomerChangedConsumer,
  type CustomerChangedEvent,
  createCustomerChangedConsumer,
  inMemoryPositions,
} from '@profiles/events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const CONFIG = fileURLToPath(new URL('../../../deploy/nats/nats-server.conf', import.meta.url));
const NATS_FOUND = process.env['NATS_URL'] !== undefined;
const TIMEOUT = { timeout: 60_000 };

describe.skipIf(!NATS_FOUND)('the consumer of @profiles/events as a user of deploy/nats/nats-server.conf', () => {
  let dataDir: string;
  let server: RunningServer;
  const connections: NatsConnection[] = [];
  const consumers: CustomerChangedConsumer[] = [];

  async function as(user: string) {
    const inboxPrefix = user === 'publisher' ? '_INBOX' : `_INBOX_${user}`;
    const connection = await connect({ servers: server.uri, user, pass: `secret-of-${user}`, inboxPrefix });
    connections.push(connection);
    return connection;
  }

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'walled-consumer-'));
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
    for (const revision of [1, 2, 3])
      for (const organisationId of [1, 2]) await publish(publisher, organisationId, revision);
  }, TIMEOUT.timeout);

  afterAll(async () => {
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    await Promise.all(connections.map((connection) => connection.close()));
    await server?.stop();
    if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true });
  });

  async function publish(publisher: NatsConnection, organisationId: number, revision: number) {
    const event = cloudEvent(randomUUID(), new Date().toISOString(), {
      eventType: revision === 1 ? 'CREATE' : 'UPDATE',
      ...{ customerNumber: 1_000_000 + organisationId, organisationId, revision, epoch: 1 },
      ...{ cause: 'update-profile', changedFields: ['surname'], correlationId: 'walled' },
    });
    await jetstream(publisher).publish(subjectOf(event.data), JSON.stringify(event), { msgID: event.id });
  }

  test.each([1, 2])('organisation %i gets its own events, once and in order', TIMEOUT, async (organisationId) => {
    const events: CustomerChangedEvent[] = [];
    const errors: unknown[] = [];
    const consumer = await createCustomerChangedConsumer({
      connection: await as(`organisation-${organisationId}`),
      durable: `organisation-${organisationId}`,
      organisationId,
      positions: inMemoryPositions(),
      handle: (event) => void events.push(event),
      onError: (error) => errors.push(error),
    });
    consumers.push(consumer);
    await expect.poll(() => events.length, TIMEOUT).toBe(3);
    expect(events.map(({ data }) => [data.organisationId, data.revision])).toEqual(
      [1, 2, 3].map((revision) => [organisationId, revision]),
    );
    await expect.poll(() => consumer.lag(), TIMEOUT).toEqual({ events: 0, seconds: 0 });
    expect(errors).toEqual([]);
  });

  test('the events of another organisation are refused, and the caller learns it', TIMEOUT, async () => {
    const asking = createCustomerChangedConsumer({
      connection: await as('organisation-1'),
      durable: 'organisation-2',
      organisationId: 2,
      positions: inMemoryPositions(),
      handle: () => {},
    });
    await expect(asking).rejects.toThrow(/permission/i);
  });
});
