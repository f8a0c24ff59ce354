import { Kvm } from '@nats-io/kv';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  createCustomerChangedConsumer,
  EVENT_STREAM,
  EVENT_SUBJECT_PREFIX,
  inMemoryPositions,
  keyValuePositions,
  type Positions,
} from '@profiles/events';

const LAG_EVERY_MILLIS = 10_000;

const { NATS_URL = 'nats://127.0.0.1:4222', NATS_USER, NATS_PASSWORD = '', ORGANISATION_ID = '1' } = process.env;
const { DURABLE = `organisation-${ORGANISATION_ID}`, POSITIONS = 'kept' } = process.env;
const { EVENT_STREAM: stream = EVENT_STREAM, EVENT_SUBJECT_PREFIX: subjectPrefix = EVENT_SUBJECT_PREFIX } = process.env;

/** Each event is one line of JSON on stdout; what is said about them goes to stderr. */
function note(what: string, about: unknown): void {
  console.error(what, about instanceof Error ? about.message : JSON.stringify(about));
}

/** Kept beside the stream. A handler with a database of its own keeps them there, in the transaction of its work. */
async function positionsOf(connection: NatsConnection): Promise<Positions> {
  if (POSITIONS === 'memory') return inMemoryPositions();
  return keyValuePositions(await new Kvm(connection).create(`${DURABLE}-positions`));
}

const connection = await connect({
  servers: NATS_URL,
  maxReconnectAttempts: -1,
  // Where there are users, each may listen to an inbox of its own only.
  ...(NATS_USER && { user: NATS_USER, pass: NATS_PASSWORD, inboxPrefix: `_INBOX_${NATS_USER}` }),
});

const consumer = await createCustomerChangedConsumer({
  connection,
  durable: DURABLE,
  organisationId: Number(ORGANISATION_ID),
  stream,
  subjectPrefix,
  positions: await positionsOf(connection),
  handle: (event) => console.log(JSON.stringify(event)),
  onGap: (gap) => note('gap', gap),
  onError: (error) => note('error', error),
});

const lag = setInterval(async () => {
  await consumer.lag().then(
    (behind) => note('lag', behind),
    (error) => note('error', error),
  );
}, LAG_EVERY_MILLIS);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void consumer.stop());
await consumer.done;
clearInterval(lag);
await connection.drain();
