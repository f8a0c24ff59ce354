import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jetstream, jetstreamManager, type StreamAPI } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { cloudEvent, EVENT_STREAM, subjectOf } from '@profiles/contracts';
import type { BuiltRevision } from '@profiles/devstack';
import { createOutboxReader, ensureOutboxIndexes, openMongo, PARTITIONS } from '@profiles/mongo-store/outbox';
import { outboxRows } from './outbox-rows.js';

interface Servers {
  readonly mongoUri: string;
  readonly natsUrl: string;
}

/** How fast something went. */
export interface Pace {
  readonly events: number;
  readonly seconds: number;
  /** CPU of the publishing process, in microseconds. */
  readonly cpuMicrosPerEvent: number;
}

const WINDOW = 256;
const ALL_PARTITIONS = Array.from({ length: PARTITIONS }, (_, partition) => partition);
const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const CONTENDER = fileURLToPath(new URL('./relay-contender.js', import.meta.url));
const WITHOUT_DATABASE = fileURLToPath(new URL('./relay-without-database.js', import.meta.url));

/** A run that takes longer has failed. */
const MAX_MILLIS = 120_000;

/**
 * From a backlog to an empty outbox, with a publisher in a process of its own, on a stream that it creates.
 *
 * @param build - another build. Absent: this one.
 */
export async function relayPace({ mongoUri, natsUrl }: Servers, count: number, build?: BuiltRevision): Promise<Pace> {
  // Another one each time: what is left of the one before must not meet this run.
  const database = `bench_relay_${randomUUID().slice(0, 8)}`;
  const mongo = openMongo({ uri: mongoUri, database, appName: 'bench' });
  await ensureOutboxIndexes(mongo.db);
  const outbox = mongo.db.collection('outbox');
  for (const rows of outboxRows(count)) await outbox.insertMany(rows, { ordered: false });
  const connection = await connect({ servers: natsUrl });
  const streams = await withoutStream(connection);
  const main = join(build?.folder ?? REPOSITORY, 'apps/nats-publisher/dist/index.js');
  const publisher = spawn(process.execPath, [CONTENDER, main, mongoUri, database, natsUrl], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    await messageOf(publisher);
    const start = performance.now();
    const mayStillRun = () => {
      if (performance.now() - start < MAX_MILLIS) return true;
      throw new Error(`The relay has not published ${count} events in ${MAX_MILLIS / 1000} s.`);
    };
    publisher.send('start');
    // The stream first: asking the outbox all the time would slow it down.
    const messages = async () => (await streams.info(EVENT_STREAM).catch(() => undefined))?.state.messages ?? 0;
    while ((await messages()) < count && mayStillRun()) await pause(50);
    const waiting = createOutboxReader(mongo);
    while ((await waiting.pending({ partitions: ALL_PARTITIONS, limit: 1 })).events.length > 0 && mayStillRun()) {
      await pause(50);
    }
    const seconds = (performance.now() - start) / 1000;
    const ended = once(publisher, 'exit');
    publisher.send('end');
    const { cpuMicros } = (await messageOf(publisher)) as { cpuMicros: number };
    await ended;
    return { events: count, seconds, cpuMicrosPerEvent: cpuMicros / count };
  } finally {
    publisher.kill();
    await connection.close();
    await mongo.close();
  }
}

/** The same backlog in the memory of the relay's process: the pace of the relay and the broker without the database. */
export async function relayPaceWithoutDatabase({ natsUrl }: Servers, count: number): Promise<Pace> {
  const connection = await connect({ servers: natsUrl });
  const streams = await withoutStream(connection);
  const relay = spawn(process.execPath, [WITHOUT_DATABASE, natsUrl, String(count)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    await messageOf(relay);
    const ended = once(relay, 'exit');
    relay.send('start');
    const { seconds, cpuMicros } = (await messageOf(relay)) as { seconds: number; cpuMicros: number };
    await ended;
    const { state } = await streams.info(EVENT_STREAM);
    if (state.messages !== count) throw new Error(`The stream has ${state.messages} of ${count} events.`);
    return { events: count, seconds, cpuMicrosPerEvent: cpuMicros / count };
  } finally {
    relay.kill();
    await connection.close();
  }
}

/** The streams of a broker, without that of a run before. */
async function withoutStream(connection: NatsConnection): Promise<StreamAPI> {
  const { streams } = await jetstreamManager(connection);
  await streams.delete(EVENT_STREAM).catch(() => {});
  return streams;
}

async function messageOf(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The publisher ended with ${code}.`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return message;
}

/** The same events published by hand, as fast as a window of 256 goes: what the relay can be compared with. */
export async function rawPace({ natsUrl }: Servers, count: number): Promise<Pace> {
  const connection = await connect({ servers: natsUrl, noAsyncTraces: true });
  const streams = await withoutStream(connection);
  await streams.add({
    name: EVENT_STREAM,
    subjects: ['customer-changed.v1.>'],
    duplicate_window: 600e9,
    allow_direct: true,
  });
  const client = jetstream(connection);
  const messages = [...outboxRows(count)].flat().map(({ _id, occurredAt, data }) => ({
    subject: subjectOf(data),
    id: String(_id),
    body: JSON.stringify(cloudEvent(String(_id), occurredAt.toISOString(), { ...data, epoch: 1 })),
  }));
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const waiting = messages.values();
  const one = async () => {
    for (const { subject, id, body } of waiting) await client.publish(subject, body, { msgID: id });
  };
  await Promise.all(Array.from({ length: WINDOW }, one));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await connection.close();
  return { events: count, seconds, cpuMicrosPerEvent: (user + system) / count };
}

function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
