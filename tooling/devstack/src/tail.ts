/** Prints each customer event as one line, as it comes; with --all from the beginning of the stream. */
import { parseArgs } from 'node:util';
import { connect } from '@nats-io/transport-node';
import { eventLine } from './events/event-line.js';
import { streamEvents } from './events/event-stream.js';

const DEFAULT_URL = 'nats://127.0.0.1:4222';

try {
  const { values } = parseArgs({ options: { all: { type: 'boolean', default: false } } });
  await tail(process.env['NATS_URL'] || DEFAULT_URL, values.all);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function tail(url: string, all: boolean): Promise<void> {
  const connection = await connect({ servers: url.split(','), name: 'tail', maxReconnectAttempts: 10 }).catch(() => {
    throw new Error('No NATS server answers there. Is everything started, and NATS_URL the one it printed?');
  });
  process.on('SIGINT', () => process.exit(0));
  // Not among the events, so that these can be piped on.
  console.error(
    all ? 'All events so far, then new ones. Ctrl-C ends.' : 'Waiting for events; --all shows earlier ones.',
  );
  for await (const message of streamEvents(connection, all ? 'all' : 'new')) console.log(eventLine(message));
}
