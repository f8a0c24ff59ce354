/** `npm run bench:events`: what carrying events from the outbox to the stream costs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startMongo, startNats } from '@profiles/devstack';
import { pollCosts } from './poll-cost.js';
import { type Pace, rawPace, relayPace } from './relay-throughput.js';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '3' },
    kept: { type: 'string', default: '10000,1000000' },
  },
});

const dataDir = await mkdtemp(join(tmpdir(), 'bench-'));
const options = { dataDir, env: process.env, log: console.log };
const [mongo, nats] = await Promise.all([startMongo(options), startNats(options)]);
try {
  if (mongo.kind === 'none' || nats.kind === 'none') throw new Error('This needs a MongoDB and a NATS server.');
  const servers = { mongoUri: mongo.uri, natsUrl: nats.uri };
  console.log(`\nOutbox of ${values.rows} rows, ${mongo.kind} and ${nats.kind}`);
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    const raw = await rawPace(servers, Number(values.rows));
    const relay = await relayPace(servers, Number(values.rows));
    console.log(`${line('raw publishing, window 256', raw)}\n${line('relay: read, publish, mark', relay)}`);
  }
  for await (const { kept, idleMillis, busyMillis, plan } of pollCosts(mongo.uri, values.kept.split(',').map(Number))) {
    console.log(
      `poll with ${kept} published rows kept: ${idleMillis.toFixed(2)} ms when nothing waits, ` +
        `${busyMillis.toFixed(2)} ms with 100 waiting (${plan})`,
    );
  }
} finally {
  await Promise.all([mongo.stop(), nats.stop()]);
  await rm(dataDir, { recursive: true, force: true });
}

function line(what: string, { events, seconds, cpuMicrosPerEvent }: Pace): string {
  return `${what}: ${Math.round(events / seconds)}/s, ${cpuMicrosPerEvent.toFixed(0)} µs CPU per event`;
}
