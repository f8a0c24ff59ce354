/**
 * `npm run bench:pool`: how many connections to the store the service needs. The same service with pools of several sizes,
 * in turn, round by round.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startMongo, startTokenIssuer } from '@profiles/devstack';
import { startContender } from './contender-process.js';
import type { Surroundings } from './contenders/contender.js';
import { leaveServerCore } from './cores.js';
import { type Measured, underLoad } from './load.js';
import { median } from './median.js';
import { populate } from './population.js';
import { makerFor } from './rows.js';
import { tokenSettingsOf } from './token-settings.js';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '2,5,10,20,50,100' },
    clients: { type: 'string', default: '32,128' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '1.5' },
  },
});
const [sizes, clientCounts] = [values.sizes.split(',').map(Number), values.clients.split(',').map(Number)];
const [rounds, millis] = [Number(values.rounds), Number(values.seconds) * 1000];
const ROWS = ['get by number', 'search', 'create', 'update', 'move a card'];

leaveServerCore();
const dataDir = await mkdtemp(join(tmpdir(), 'profiles-pool-'));
const mongo = await startMongo({ dataDir, env: process.env, log: () => undefined, allowNone: false });
const issuer = await startTokenIssuer({});
const surroundings: Surroundings = {
  ...{ mongoUri: mongo.uri, database: 'pool', customers: 2_000, tokens: tokenSettingsOf(issuer) },
};
const population = await populate(surroundings, issuer, surroundings.customers);
const services = await Promise.all(
  sizes.map(async (maxPoolSize) => ({
    service: await startContender('trpc', { ...surroundings, maxPoolSize }),
    measured: new Map<string, Measured[]>(),
  })),
);
const keyOf = (row: string, clients: number) => `| ${row} | ${clients} |`;

try {
  for (let round = 0; round < rounds; round++) {
    for (const row of ROWS) {
      for (const clients of clientCounts) {
        for (const { service, measured } of services) {
          const make = makerFor(service, row, population);
          if (make === undefined) throw new Error(`There is no row ${row}.`);
          const load = { clients, millis, warmUpMillis: millis / 2, token: population.token };
          const key = keyOf(row, clients);
          measured.set(key, [...(measured.get(key) ?? []), await underLoad(service, make, load)]);
        }
      }
    }
    console.log(`round ${round + 1} of ${rounds} done`);
  }
  console.log(
    `\nOn ${mongo.kind}: requests/s (ms of the 99th percentile, medians) with pools of so many connections.\n`,
  );
  console.log(`| row | clients | ${sizes.join(' | ')} |\n|---|--:|${'--:|'.repeat(sizes.length)}`);
  for (const row of ROWS) for (const clients of clientCounts) console.log(lineOf(keyOf(row, clients)));
} finally {
  await Promise.all(services.map(({ service }) => service.stop()));
  await issuer.close();
  await mongo.stop();
  await rm(dataDir, { recursive: true, force: true });
}

function lineOf(key: string): string {
  const cells = services.map(({ measured }) => {
    const figure = (of: keyof Measured) => median((measured.get(key) ?? []).map((one) => one[of]));
    return `${figure('requestsPerSecond').toFixed(0)} (${figure('p99Millis').toFixed(0)})`;
  });
  return `${key} ${cells.join(' | ')} |`;
}
