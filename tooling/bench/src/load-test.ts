/**
 * `npm run bench:load`: what becomes of the service under a steady load, and under twice of what it can do. The service
 * and the publisher run in processes of their own; this one asks, at rates that do not heed whether answers come.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startMongo, startNats, startTokenIssuer } from '@profiles/devstack';
import { startContender } from './contender-process.js';
import type { Surroundings } from './contenders/contender.js';
import { createCallers } from './load-test/callers.js';
import { loadPlot } from './load-test/load-plot.js';
import { loadTable } from './load-test/load-table.js';
import { MIX, mixFor } from './load-test/mix.js';
import { outboxEmpty, startPublisherProcess } from './load-test/publisher-process.js';
import { recoveredAfter } from './load-test/recovery.js';
import { type Run, runAt } from './load-test/run.js';
import { sustainableRate } from './load-test/sustainable-rate.js';
import { vitalsOf } from './load-test/watch.js';
import { populate } from './population.js';
import { PUBLISHED, publishPage } from './published-page.js';
import { tokenSettingsOf } from './token-settings.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    customers: { type: 'string', default: '10000' },
    /** Requests a second that are known to be sustainable; without it they are looked for. */
    rate: { type: 'string' },
  },
});
const seconds = Number(values.minutes) * 60;
const customers = Number(values.customers);
const STEP_SECONDS = 10;
const RECOVERY_SECONDS = 30;
const [STEADY, OVERLOAD] = [0.7, 2];

const dataDir = await mkdtemp(join(tmpdir(), 'profiles-load-'));
const options = { dataDir, env: process.env, log: () => undefined, allowNone: false };
const [mongo, nats, issuer] = await Promise.all([startMongo(options), startNats(options), startTokenIssuer({})]);
const surroundings: Surroundings = {
  ...{ mongoUri: mongo.uri, database: 'load', customers },
  tokens: tokenSettingsOf(issuer),
};
const closing: (() => Promise<void>)[] = [];
try {
  console.log(`${cpus().length} cores, Node ${process.version}, ${mongo.kind}, ${nats.kind}, ${customers} customers …`);
  const population = await populate(surroundings, issuer, customers);
  const logFile = join(dataDir, 'publisher.log');
  const publisher = await startPublisherProcess(surroundings, { natsUrl: nats.uri, logFile });
  closing.push(publisher.stop);
  const service = await startContender('trpc', { ...surroundings, sheds: true });
  closing.push(service.stop);
  await outboxEmpty(surroundings);

  const make = mixFor(service, population);
  const target = { url: service.url, token: population.token, make };
  const callers = await createCallers(target);
  closing.push(callers.close);
  const parts = { ask: callers.ask, vitals: () => vitalsOf(service.url, publisher.url) };
  const search = { contender: service, parts, load: target, stepSeconds: STEP_SECONDS };
  const known = Number(values.rate);
  const found = known > 0 ? { ratePerSecond: known } : await sustainableRate(search);
  const warmUp = { ratePerSecond: found.ratePerSecond * STEADY, seconds: STEP_SECONDS, from: 0 };
  await runAt(warmUp, { ...parts, name: 'warm-up' });

  let from = 0;
  const run = async (name: string, share: number, length: number): Promise<Run> => {
    const ratePerSecond = found.ratePerSecond * share;
    const done = await runAt({ ratePerSecond, seconds: length, from }, { ...parts, name });
    from += Math.ceil(ratePerSecond * length);
    console.log(loadTable([done]));
    return done;
  };
  const steady = await run('steady, 70 %', STEADY, seconds);
  const overload = await run('overload, 200 %', OVERLOAD, seconds);
  const recovery = await run('70 % again', STEADY, RECOVERY_SECONDS);
  const recoveredAfterSeconds = recoveredAfter(recovery, steady);
  const runs = [steady, overload, recovery];

  const about = { at: new Date().toISOString(), cores: cpus().length, cpu: cpus()[0]?.model, node: process.version };
  const report = {
    ...about,
    store: mongo.kind,
    broker: nats.kind,
    customers,
    mix: MIX,
    ...found,
    recoveredAfterSeconds,
  };
  await publishPage('load', { title: 'Load', command: 'npm run bench:load', tables: loadTable(runs) });
  await writeFile(join(PUBLISHED, 'load.json'), `${JSON.stringify({ ...report, runs }, rounded)}\n`);
  await writeFile(join(PUBLISHED, 'load.svg'), loadPlot(runs));
  console.log(`\n${JSON.stringify(report)}\n${loadTable(runs)}`);
} finally {
  for (const close of closing.reverse()) await close();
  await Promise.all([mongo.stop(), nats.stop(), issuer.close()]);
  await rm(dataDir, { recursive: true, force: true });
}

/** Three decimals are more than is known. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toFixed(3)) : value;
}
