import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { cloudEvent, EVENT_STREAM, subjectOf } from '@profiles/contracts';
import { startNats } from '@profiles/devstack';
import { ensureSubscriberStreams } from '@profiles/events';

const CONFIG = fileURLToPath(new URL('../../../deploy/nats/nats-server.conf', import.meta.url));
const USERS = [
  'publisher',
  'operator',
  'events-gateway',
  'organisation-1-crm',
  'organisation-1-billing',
  'organisation-2-crm',
] as const;

export type User = (typeof USERS)[number];

/** Whether there is a NATS server on this machine: see global-setup.ts. */
export const HAS_NATS = process.env['NATS_URL'] !== undefined;

/** The password of a user in these tests. */
export const passwordOf = (user: User) => `secret-of-${user}`;

/** A server with deploy/nats/nats-server.conf and the stream of the events, as the publisher leaves it. */
export async function startSecuredNats({ withSubscriberStreams = true } = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'secured-nats-'));
  const passwords = USERS.map((user) => [`${user.toUpperCase().replaceAll('-', '_')}_PASSWORD`, passwordOf(user)]);
  const env = { ...process.env, NATS_STORE_DIR: join(dataDir, 'store'), ...Object.fromEntries(passwords) };
  const server = await startNats({ dataDir, configFile: CONFIG, env, log: () => {}, allowNone: false });
  const connections: NatsConnection[] = [];

  async function as(user: User): Promise<NatsConnection> {
    const isPrivileged = user === 'publisher' || user === 'operator';
    const inboxPrefix = isPrivileged ? '_INBOX' : `_INBOX_${user}`;
    const connection = await connect({ servers: server.uri, user, pass: passwordOf(user), inboxPrefix });
    connections.push(connection);
    return connection;
  }

  const publisher = await as('publisher');
  const manager = await jetstreamManager(publisher, { checkAPI: false });
  await manager.streams.add({ name: EVENT_STREAM, subjects: ['customer-changed.v1.>'], allow_direct: true });
  if (withSubscriberStreams) await ensureSubscriberStreams(manager);

  return {
    uri: server.uri,
    as,
    /** Publishes an event of one customer, as the publisher does. */
    async publish(organisationId: number, customerNumber: number, revision: number) {
      const event = cloudEvent(randomUUID(), new Date().toISOString(), {
        eventType: revision === 1 ? 'CREATE' : 'UPDATE',
        ...{ customerNumber, organisationId, revision, epoch: 1 },
        ...{ cause: 'update-profile', changedFields: ['surname'], correlationId: 'secured' },
      });
      await jetstream(publisher).publish(subjectOf(event.data), JSON.stringify(event), { msgID: event.id });
      return event;
    },
    async stop() {
      await Promise.all(connections.map((connection) => connection.close()));
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type SecuredNats = Awaited<ReturnType<typeof startSecuredNats>>;
