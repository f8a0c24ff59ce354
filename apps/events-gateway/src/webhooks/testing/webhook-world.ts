import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { profilesApiFor } from '@profiles/application';
import { cloudEvent, Permission, type ProfilesApi } from '@profiles/contracts';
import { createMongoStore, ensureIndexes, openMongo } from '@profiles/mongo-store';
import { createDeliveryWork, type DeliveryWork } from '@profiles/mongo-store/webhooks';
import { newMetrics, systemIds } from '@profiles/service-kit';
import { callContext, testDependencies } from '@profiles/testkit';
import { refusalOfTarget, sealedSecrets } from '@profiles/webhooks';
import { EventStream } from '../../stream/event-stream.js';
import { createWebhookWorker, type WebhookWorkerConfig } from '../webhook-worker.js';

const KEYS = [{ id: 'test', key: randomBytes(32) }] as const;
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A worker with the parts of its process. */
export interface StartedWorker {
  metrics(): Promise<string>;
  close(): Promise<void>;
}

export interface WebhookWorld {
  /** The operations of an administrator of an organisation. */
  webhooksOf(organisationId: number): ProfilesApi['webhooks'];
  startWorker(config?: Partial<WebhookWorkerConfig>): StartedWorker;
  /** Publishes the next event of a customer; returns its id. */
  publish(organisationId: number, customerNumber: number): Promise<string>;
  /** Deletes the stream and creates it anew. */
  recreateStream(): Promise<void>;
  readonly work: DeliveryWork;
  documents(collection: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** A database, a stream, and any number of workers. */
export async function createWebhookWorld(servers: { mongo: string; nats: string }): Promise<WebhookWorld> {
  const name = `hooks_${randomUUID().slice(0, 8)}`;
  const settings = { uri: servers.mongo, database: name };
  const mongo = openMongo({ ...settings, appName: 'tests' });
  await ensureIndexes(mongo.db);
  const connection = await connect({ servers: servers.nats });
  const manager = await jetstreamManager(connection);
  const addStream = () => manager.streams.add({ name, subjects: [`${name}.v1.>`] });
  await addStream();
  const secrets = sealedSecrets(KEYS);
  const deps = {
    ...testDependencies(createMongoStore(mongo)),
    clock: { now: () => new Date().toISOString(), pause: (millis: number) => setTimeout(millis) },
    webhooks: {
      newSecret: (webhookId: string) => {
        const secret = secrets.create();
        return { secret, sealed: secrets.seal(secret, webhookId) };
      },
      refusalOf: (url: string) => refusalOfTarget(url, { allowPrivate: true }),
    },
  };
  const revisions = new Map<number, number>();
  const workers = new Set<StartedWorker>();
  return {
    webhooksOf: (organisationId) => profilesApiFor(deps, callContext(organisationId, [Permission.Admin])).webhooks,
    startWorker: (config = {}) => {
      const stream = new EventStream({
        ...{ nats: { servers: servers.nats }, stream: { name, subjectPrefix: `${name}.v1` }, log: SILENT },
      });
      const registry = newMetrics('events-gateway');
      const worker = createWebhookWorker(
        {
          ...{ mongo: settings, allowPrivate: true, keys: KEYS },
          ...{ retryPauses: [50, 100], pauseAfterMillis: 60_000 },
          ...config,
        },
        { stream, registry, log: SILENT },
      );
      stream.start();
      worker.start();
      const started = {
        metrics: () => registry.metrics(),
        close: async () => {
          workers.delete(started);
          await worker.close();
          await stream.close();
        },
      };
      workers.add(started);
      return started;
    },
    publish: async (organisationId, customerNumber) => {
      const revision = (revisions.get(customerNumber) ?? 0) + 1;
      revisions.set(customerNumber, revision);
      const time = new Date().toISOString();
      const event = cloudEvent(systemIds.uuidAt(time), time, {
        eventType: revision === 1 ? 'CREATE' : 'UPDATE',
        ...{ customerNumber, organisationId, revision, epoch: 1 },
        ...{ cause: 'update-profile', changedFields: ['surname'], correlationId: 'webhooks' },
      });
      await jetstream(connection).publish(`${name}.v1.${organisationId}.${customerNumber}`, JSON.stringify(event), {
        msgID: event.id,
      });
      return event.id;
    },
    recreateStream: async () => {
      await manager.streams.delete(name);
      await addStream();
    },
    work: createDeliveryWork(mongo),
    documents: (collection) => mongo.db.collection(collection).find().toArray(),
    close: async () => {
      for (const worker of workers) await worker.close();
      await manager.streams.delete(name);
      await connection.close();
      await mongo.db.dropDatabase();
      await mongo.close();
    },
  };
}
