/**
 * `npm run bench:pool`: how many connections to the store the service needs. The same service with pools of several sizes,
 * in turn, round by round.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startMongo, startTokenIssuer } from '@profiles/devstack';
import { type ContenderProcess, startContender } from './contender-process.js';
import type { Surroundings } from './contenders/contender.js';
import { leaveServerCore } from './cores.js';
import { interleaved } from './interleaved.js';
import type { Measured } from './load.js';
import { median } from './median.js';
import { populate } from './population.js';
import type { Result } from './result.js';
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
const rows = ['get by number', 'search', 'create', 'update', 'move a card'];

leaveServerCore();
const dataDir = await mkdtemp(join(tmpdir(), 'profiles-pool-'));
const mongo = await startMongo({ dataDir, env: process.env, log: () => undefined, allowNone: false });
const issuer = await startTokenIssuer({});
const surroundings: Surroundings = {
  ...{ mongoUri: mongo.uri, database: 'pool', customers: 2_000, tokens: tokenSettingsOf(issuer) },
};
const population = await populate(surroundings, issuer, surroundings.customers);
const services: ContenderProcess[] = [];
try {
  for (const maxPoolSize of sizes) services.push(await startContender('trpc', { ...surroundings, maxPoolSize }));
  const results = await interleaved(services, {
    ...{ rows, clientCounts, rounds: Number(values.rounds), millis: Number(values.seconds) * 1000 },
    token: population.token,
    makerFor: (service, row) => makerFor(service, row, population),
  });
  console.log(
    `\nOn ${mongo.kind}: requests/s (ms of the 99th percentile, medians) with pools of this many connections.\n`,
  );
  console.log(`| row | clients | ${sizes.join(' | ')} |\n|---|--:|${'--:|'.repeat(sizes.length)}`);
  for (const row of rows) {
    for (const clients of clientCounts) {
      const cells = results.filter((result) => result.row === row && result.clients === clients).map(cellOf);
      console.log(`| ${row} | ${clients} | ${cells.join(' | ')} |`);
    }
  }
} finally {
  await Promise.all(services.map((service) => service.stop()));
  await issuer.close();
  await mongo.stop();
  await rm(dataDir, { recursive: true, force: true });
}

function cellOf({ rounds }: Result): string {
  const figure = (of: keyof Measured) => median(rounds.map((round) => round[of]));
  return `${figure('requestsPerSecond').toFixed(0)} (${figure('p99Millis').toFixed(0)})`;
}
