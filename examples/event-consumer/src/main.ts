import { connect } from '@nats-io/transport-node';
import {
  createCustomerChangedConsumer,
  EVENT_STREAM,
  EVENT_SUBJECT_PREFIX,
  inMemoryPositions,
  natsPositions,
} from '@profiles/events';

const LAG_INTERVAL_MILLIS = 10_000;

const { NATS_URL = 'nats://127.0.0.1:4222', NATS_PASSWORD = '', ORGANISATION_ID = '1' } = process.env;
const { DURABLE: durable = `organisation-${ORGANISATION_ID}-crm`, POSITIONS = 'kept' } = process.env;
const { EVENT_STREAM: stream = EVENT_STREAM, EVENT_SUBJECT_PREFIX: subjectPrefix = EVENT_SUBJECT_PREFIX } = process.env;

/** Each event is one line of JSON on stdout; everything else goes to stderr. */
function note(label: string, details: unknown): void {
  console.error(label, details instanceof Error ? `${details.name}: ${details.message}` : JSON.stringify(details));
}

// With the permissions of deploy/nats the user has the name of the durable, and listens to an inbox of its own only.
const connection = await connect({
  servers: NATS_URL,
  user: durable,
  pass: NATS_PASSWORD,
  inboxPrefix: `_INBOX_${durable}`,
  maxReconnectAttempts: -1,
});

const consumer = await createCustomerChangedConsumer({
  connection,
  durable,
  organisationId: Number(ORGANISATION_ID),
  stream,
  subjectPrefix,
  // A handler with a database of its own keeps the positions there, in the transaction of its work.
  positions: POSITIONS === 'memory' ? inMemoryPositions() : await natsPositions({ connection, durable }),
  handle: (event) => console.log(JSON.stringify(event)),
  onGap: (gap) => note('gap', gap),
  onError: (error) => note('error', error),
  onRetentionWarning: (warning) => note('retention', warning),
});

const timer = setInterval(async () => {
  await consumer.lag().then(
    (lag) => note('lag', lag),
    (error) => note('error', error),
  );
}, LAG_INTERVAL_MILLIS);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void consumer.stop());
await consumer.done;
// The last acknowledgements are part of the stop.
await consumer.stop();
clearInterval(timer);
await connection.close();
