/**
 * `npm run soak -- --hours 8`: a mixed load on two processes of `all-in-one`, which are restarted now and then. Writes memory,
 * latency, backlog and sizes over time to docs/benchmarks/soak.csv and soak.svg.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Permission } from '@profiles/contracts';
import { startMongo, startNats, startTokenIssuer } from '@profiles/devstack';
import { openMongo } from '@profiles/mongo-store';
import { quantile } from './median.js';
import { startInstance } from './soak/instances.js';
import { Load } from './soak/load.js';
import { soakPlot } from './soak/plot.js';
import { csvOf, type Sample } from './soak/sample.js';

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '8' },
    /** Calls a second, all callers together. */
    rate: { type: 'string', default: '20' },
    /** The number of customers that is kept. */
    customers: { type: 'string', default: '2000' },
    'sample-seconds': { type: 'string', default: '30' },
    /** Between two restarts of a process; every second one is kill -9. */
    'restart-minutes': { type: 'string', default: '15' },
    /** Where the results are written. */
    folder: { type: 'string', default: fileURLToPath(new URL('../../../docs/benchmarks/', import.meta.url)) },
  },
});
const { folder } = values;
const DATABASE = 'soak';
const endsAt = performance.now() + Number(values.hours) * 3_600_000;
const restartMillis = Number(values['restart-minutes']) * 60_000;

const dataDir = await mkdtemp(join(tmpdir(), 'profiles-soak-'));
const options = { dataDir, env: process.env, log: () => undefined, allowNone: false };
const [mongo, nats, issuer] = await Promise.all([startMongo(options), startNats(options), startTokenIssuer({})]);
const { db, close } = openMongo({ uri: mongo.uri, database: DATABASE, appName: 'soak' });
const settings = {
  ...{ AUTH_JWKS_URL: issuer.jwksUrl, AUTH_ISSUER: issuer.issuer, AUTH_AUDIENCE: issuer.audience },
  ...{ MONGODB_URI: mongo.uri, MONGODB_DATABASE: DATABASE, NATS_URL: nats.uri, RATE_LIMIT_PER_MINUTE: '1000000' },
};
const instances = [
  await startInstance(settings, join(dataDir, 'one.log')),
  await startInstance(settings, join(dataDir, 'two.log')),
];
const permissions = Object.values(Permission).filter((permission) => permission !== Permission.AllOrganisations);
const load = new Load({
  urls: instances.map(({ url }) => url),
  token: () => issuer.mint({ organisationId: 1, permissions, expiresIn: '1h' }),
  ...{ ratePerSecond: Number(values.rate), customers: Number(values.customers) },
});

const samples: Sample[] = [];
const started = performance.now();
let restarts = 0;
let restartAt = started + restartMillis;
let restarted = '';
try {
  while (performance.now() < endsAt) {
    await setTimeout(Number(values['sample-seconds']) * 1000);
    await load.renew();
    samples.push(await sample());
    restarted = '';
    await write();
    if (performance.now() > restartAt) {
      const at = restarts % instances.length;
      const signal = restarts % 4 < 2 ? 'SIGTERM' : 'SIGKILL';
      await instances[at]?.restart(signal);
      restarted = `${signal} ${at + 1}`;
      restarts += 1;
      restartAt += restartMillis;
    }
  }
} finally {
  await load.stop();
  await close();
  await Promise.all(instances.map(({ stop }) => stop()));
  await Promise.all([mongo.stop(), nats.stop(), issuer.close()]);
  await rm(dataDir, { recursive: true, force: true });
}
console.log(`${samples.length} samples, ${restarts} restarts: ${join(folder, 'soak.csv')} and soak.svg`);

async function sample(): Promise<Sample> {
  const { millis, failed } = load.seen();
  const { objects, indexSize } = (await db.stats()) as { objects?: number; indexSize?: number };
  return {
    minute: (performance.now() - started) / 60_000,
    ...{ calls: millis.length + failed, failed, p50: quantile(millis, 0.5), p99: quantile(millis, 0.99) },
    memoryMiB: await Promise.all(instances.map(({ memory }) => memory())),
    backlog: await db.collection('outbox').countDocuments({ pending: true }),
    ...{ customers: load.customers, documents: Number(objects ?? 0) },
    indexMiB: indexSize === undefined || indexSize === 0 ? undefined : indexSize / 1024 / 1024,
    restarted,
  };
}

async function write(): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'soak.csv'), csvOf(samples));
  await writeFile(join(folder, 'soak.svg'), soakPlot(samples));
}
