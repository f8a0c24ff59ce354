/** `npm run bench:events`: what carrying events from the outbox to the stream costs. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { builtRevision, startMongo, startNats } from '@profiles/devstack';
import { pollCosts } from './poll-cost.js';
import { type Pace, rawPace, relayPace, relayPaceWithoutDatabase } from './relay-throughput.js';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '3' },
    /** The numbers of published rows beside which a poll is measured. Empty: no poll is measured. */
    kept: { type: 'string', default: '10000,1000000' },
    /** When the NATS server syncs its disk: `always`, before each acknowledgement, or `default`. */
    sync: { type: 'string', default: 'default' },
    /** A git revision whose relay runs in turn with this one. */
    against: { type: 'string' },
  },
});

const build = values.against === undefined ? undefined : await builtRevision(values.against);
const dataDir = await mkdtemp(join(tmpdir(), 'bench-'));
const options = { dataDir, env: process.env, log: console.log };
const [mongo, nats] = await Promise.all([startMongo(options), startSyncing(values.sync)]);
try {
  if (mongo.kind === 'none' || nats.kind === 'none') throw new Error('This needs a MongoDB and a NATS server.');
  const servers = { mongoUri: mongo.uri, natsUrl: nats.uri };
  const rows = Number(values.rows);
  console.log(`\nOutbox of ${rows} rows, ${mongo.kind} and ${nats.kind}, sync: ${values.sync}`);
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    console.log(line('raw publishing, window 256', await rawPace(servers, rows)));
    console.log(line('relay without the database', await relayPaceWithoutDatabase(servers, rows)));
    console.log(line('relay: read, publish, mark', await relayPace(servers, rows)));
    if (build !== undefined) console.log(line(`relay of ${build.commit}`, await relayPace(servers, rows, build)));
  }
  const counts = values.kept.split(',').filter(Boolean).map(Number);
  for await (const { kept, idleMillis, busyMillis, plan } of pollCosts(mongo.uri, counts)) {
    console.log(
      `poll with ${kept} published rows kept: ${idleMillis.toFixed(2)} ms when nothing waits, ` +
        `${busyMillis.toFixed(2)} ms with 100 waiting (${plan})`,
    );
  }
} finally {
  await Promise.all([mongo.stop(), nats.stop()]);
  await rm(dataDir, { recursive: true, force: true });
}

/** The server of the environment, unless a sync setting is requested: then one of its own with that setting. */
async function startSyncing(sync: string) {
  if (sync === 'default') return startNats(options);
  const configFile = join(dataDir, 'nats.conf');
  await writeFile(configFile, `jetstream {\n  store_dir: "${dataDir}"\n  sync_interval: ${sync}\n}\n`);
  return startNats({ ...options, configFile });
}

function line(what: string, { events, seconds, cpuMicrosPerEvent }: Pace): string {
  return `${what}: ${Math.round(events / seconds)}/s, ${cpuMicrosPerEvent.toFixed(0)} µs CPU per event`;
}
