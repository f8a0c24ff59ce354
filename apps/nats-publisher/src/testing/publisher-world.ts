import { randomUUID } from 'node:crypto';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { MsgHdrs } from '@nats-io/nats-core';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { type CustomerChangedEvent, customerChangedEvent } from '@profiles/contracts';
import { createMongoStore, ensureIndexes, openMongo } from '@profiles/mongo-store';
import type { RunningApp } from '@profiles/service-kit';
import { type PublisherConfig, startPublisher } from '../compose.js';
import { waitingEvent } from './memory-outbox.js';
import { eventually } from './test-servers.js';

export interface Received {
  readonly event: CustomerChangedEvent;
  readonly messageId: string;
  readonly subject: string;
  readonly headers: MsgHdrs | undefined;
}

/** The revisions of a customer's changes. */
export interface Changes {
  readonly from: number;
  readonly to: number;
  readonly traceparent?: string;
  /** The data of each event, if it is not an update. */
  readonly data?: CustomerChangedEvent['data'];
}

/** Each revision of these customers up to the last one, once and in order. */
export function everyRevision(customers: readonly number[], upTo: number): Record<string, number[]> {
  const wanted = Array.from({ length: upTo }, (_, at) => at + 1);
  return Object.fromEntries(customers.map((customer) => [customer, wanted]));
}

/** A database and a stream of a test's own, and publishers between them. */
export async function publisherWorld({ mongoUri, natsUrl }: { mongoUri: string; natsUrl: string }) {
  const name = `publisher_${randomUUID().slice(0, 8)}`;
  const mongo = openMongo({ uri: mongoUri, database: name, appName: name });
  await ensureIndexes(mongo.db);
  const store = createMongoStore(mongo);
  const stream: { name: string; subjectPrefix: string; duplicateWindowMillis?: number; maxBytes?: number } = {
    name,
    subjectPrefix: `${name}.v1`,
  };
  const apps: RunningApp[] = [];

  const onBroker = async <T>(work: (broker: NatsConnection) => Promise<T>): Promise<T> => {
    const broker = await connect({ servers: natsUrl.split(',') });
    try {
      return await work(broker);
    } finally {
      await broker.close();
    }
  };

  /** The API of JetStream. A cluster that has just started has no leader for a while. */
  const managerOf = (broker: NatsConnection) =>
    eventually('JetStream to answer', () => jetstreamManager(broker).catch(() => undefined));

  return {
    mongo,
    stream,
    onBroker,
    async start(config: Partial<PublisherConfig> = {}) {
      const app = await startPublisher({
        host: '127.0.0.1',
        port: 0,
        logLevel: 'silent',
        mongo: { uri: mongoUri, database: name },
        nats: { servers: natsUrl },
        stream,
        leaseTtlMillis: 1_500,
        backlogAlarmSeconds: 60,
        ...config,
      });
      apps.push(app);
      return app;
    },
    /** Commits the events of a customer's changes as units of work, one after the other. */
    async commitChanges(customerNumber: number, { from, to, ...more }: Changes) {
      for (let revision = from; revision <= to; revision += 1) {
        const { id, occurredAt, data } = waitingEvent(customerNumber, revision);
        await store.commit({
          profiles: [],
          ecards: [],
          changes: [],
          events: [{ id, occurredAt: occurredAt.toISOString(), data, ...more }],
        });
      }
    },
    /** Commits the same revisions of several customers, beside each other. */
    async changeAll(customers: readonly number[], revisions: Changes) {
      await Promise.all(customers.map((customer) => this.commitChanges(customer, revisions)));
    },
    /** The messages of the stream from its beginning. Empty when there is no stream. */
    received: (streamName = name) =>
      onBroker(async (broker) => {
        const manager = await managerOf(broker);
        const info = await manager.streams.info(streamName).catch(() => undefined);
        const received: Received[] = [];
        if (info === undefined || info.state.messages === 0) return received;
        const consumer = await jetstream(broker).consumers.get(streamName);
        const messages = await consumer.consume();
        for await (const message of messages) {
          const event = customerChangedEvent.parse(message.json());
          received.push({
            event,
            messageId: message.headers?.get('Nats-Msg-Id') ?? '',
            subject: message.subject,
            headers: message.headers,
          });
          if (message.info.pending === 0) break;
        }
        return received;
      }),
    /** Waits until the outbox has no pending event. */
    async allPublished() {
      await eventually(
        'an empty outbox',
        async () => (await mongo.db.collection('outbox').findOne({ pending: true })) === null,
      );
    },
    async close() {
      await Promise.all(apps.map((app) => app.close()));
      await onBroker(async (broker) => {
        const manager = await managerOf(broker);
        await manager.streams.delete(name).catch(() => {});
      });
      await mongo.db.dropDatabase();
      await mongo.close();
    },
  };
}

export type PublisherWorld = Awaited<ReturnType<typeof publisherWorld>>;

/** Each customer's revisions in the order in which subscribers receive them. */
export function revisionsByCustomer(received: readonly Received[]): Record<number, number[]> {
  const revisions: Record<number, number[]> = {};
  for (const { event } of received) {
    const { customerNumber, revision } = event.data;
    revisions[customerNumber] = [...(revisions[customerNumber] ?? []), revision];
  }
  return revisions;
}

/** The response of `/readyz`. */
export async function readinessOf({ url }: RunningApp): Promise<{ status: number; checks: Record<string, string> }> {
  const answer = await fetch(`${url}/readyz`);
  const { checks } = (await answer.json()) as { checks: Record<string, string> };
  return { status: answer.status, checks };
}

/** The alarms of the stream in the metrics. */
export async function streamAlarmsOf({ url }: RunningApp): Promise<string[]> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return [...text.matchAll(/^stream_alarm\{state="(\w+)".*\} 1$/gm)].map(([, state = '']) => state);
}

/** A metric without labels of its own. */
export async function metricOf({ url }: RunningApp, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name}\\{.*\\} (\\S+)$`, 'm').exec(text)?.[1]);
}
