import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { cloudEvent, EVENT_STREAM, subjectOf } from '@profiles/contracts';
import { createOutboxReader, ensureOutboxIndexes, openMongo, PARTITIONS } from '@profiles/mongo-store/outbox';
import { startPublisher } from '@profiles/nats-publisher';
import { outboxRows } from './outbox-rows.js';

interface Servers {
  readonly mongoUri: string;
  readonly natsUrl: string;
}

/** How fast something went. */
export interface Pace {
  readonly events: number;
  readonly seconds: number;
  /** CPU of this process, which is the publisher's. */
  readonly cpuMicrosPerEvent: number;
}

const WINDOW = 256;
const ALL_PARTITIONS = Array.from({ length: PARTITIONS }, (_, partition) => partition);

/** From a backlog to an empty outbox, with a publisher as it runs in production. */
export async function relayPace({ mongoUri, natsUrl }: Servers, count: number): Promise<Pace> {
  const database = 'bench_relay';
  const mongo = openMongo({ uri: mongoUri, database, appName: 'bench' });
  await mongo.db.dropDatabase();
  await ensureOutboxIndexes(mongo.db);
  const outbox = mongo.db.collection('outbox');
  for (const rows of outboxRows(count)) await outbox.insertMany(rows, { ordered: false });
  await emptyStream(natsUrl);
  const connection = await connect({ servers: natsUrl });
  const { streams } = await jetstreamManager(connection);
  const waiting = createOutboxReader(mongo);
  return paced(count, async () => {
    const app = await startPublisher({
      ...{ host: '127.0.0.1', port: 0, logLevel: 'silent', backlogAlarmSeconds: 3_600 },
      mongo: { uri: mongoUri, database },
      nats: { servers: natsUrl },
    });
    // The stream first: asking the outbox all the time would slow it down.
    while ((await streams.info(EVENT_STREAM)).state.messages < count) await pause(50);
    while ((await waiting.pending({ partitions: ALL_PARTITIONS, limit: 1 })).events.length > 0) await pause(200);
    return async () => {
      await app.close();
      await connection.close();
      await mongo.close();
    };
  });
}

/** The same events published by hand, as fast as a window of 256 goes: what the relay can be compared with. */
export async function rawPace({ natsUrl }: Servers, count: number): Promise<Pace> {
  const connection = await connect({ servers: natsUrl, noAsyncTraces: true });
  await emptyStream(natsUrl);
  const client = jetstream(connection);
  const messages = [...outboxRows(count)].flat().map(({ _id, occurredAt, data }) => ({
    subject: subjectOf(data),
    id: String(_id),
    body: JSON.stringify(cloudEvent(String(_id), occurredAt.toISOString(), data)),
  }));
  return paced(count, async () => {
    const waiting = messages.values();
    const one = async () => {
      for (const { subject, id, body } of waiting) await client.publish(subject, body, { msgID: id });
    };
    await Promise.all(Array.from({ length: WINDOW }, one));
    return () => connection.close();
  });
}

async function paced(events: number, work: () => Promise<() => Promise<void>>): Promise<Pace> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const tidyUp = await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await tidyUp();
  return { events, seconds, cpuMicrosPerEvent: (user + system) / events };
}

async function emptyStream(natsUrl: string): Promise<void> {
  const connection = await connect({ servers: natsUrl });
  const { streams } = await jetstreamManager(connection);
  await streams.delete(EVENT_STREAM).catch(() => {});
  await streams.add({
    name: EVENT_STREAM,
    subjects: ['customer-changed.v1.>'],
    duplicate_window: 600e9,
    allow_direct: true,
  });
  await connection.close();
}

function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
