import { type Consumer, DeliverPolicy, JetStreamApiError, jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { EVENT_STREAM } from '@profiles/contracts';
import { waitUntil } from '../process/wait-until.js';

/** A message of the stream as it is, before anybody believes that it is a good event. */
export type StreamMessage = { subject: string; headers: string; text: string };

export type WhichEvents = 'all' | 'new';

const STREAM_TIMEOUT_MS = 15_000;
const STREAM_NOT_FOUND = 10_059;

/** The stream's events in their order, from the start or from now on, by an ordered consumer: it leaves no trace. */
export async function* streamEvents(connection: NatsConnection, which: WhichEvents): AsyncGenerator<StreamMessage> {
  const consumer = await consumerOf(connection, which);
  for await (const message of await consumer.consume()) {
    yield {
      subject: message.subject,
      headers: [...(message.headers ?? [])].map(([name, values]) => `${name}: ${values.join(', ')}`).join('\n'),
      text: message.string(),
    };
  }
}

async function consumerOf(connection: NatsConnection, which: WhichEvents): Promise<Consumer> {
  const { consumers } = jetstream(connection);
  const deliver_policy = which === 'all' ? DeliverPolicy.All : DeliverPolicy.New;
  let consumer: Consumer | undefined;
  // The publisher makes the stream when it starts, which may be just now.
  const there = async () => {
    consumer = await consumers.get(EVENT_STREAM, { deliver_policy }).catch((error: unknown) => {
      if (error instanceof JetStreamApiError && error.code === STREAM_NOT_FOUND) return undefined;
      throw error;
    });
    return consumer !== undefined;
  };
  await waitUntil(there, { timeoutMs: STREAM_TIMEOUT_MS, everyMs: 250 });
  if (consumer === undefined) throw new Error(`There is no stream ${EVENT_STREAM} yet: is nats-publisher running?`);
  return consumer;
}
