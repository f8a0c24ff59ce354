/**
 * `npm run bench:growth`: whether what is asked for costs more when there are more customers. One population grows where
 * it is, from step to step, and at each step the same questions are asked of the service.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startMongo, startTokenIssuer } from '@profiles/devstack';
import { ensureIndexes, openMongo } from '@profiles/mongo-store';
import { startContender } from './contender-process.js';
import type { Surroundings } from './contenders/contender.js';
import { leaveServerCore } from './cores.js';
import { growthPlot } from './growth/growth-plot.js';
import { growthTable, rowsOf } from './growth/growth-report.js';
import { growingPopulation } from './growth/loader.js';
import { type Cell, measuredStep } from './growth/measured-step.js';
import { measuredPoll } from './growth/poll-step.js';
import { questionsFor } from './growth/questions.js';
import { populationOf, sampleOf } from './growth/sample.js';
import { verdictOf } from './growth/verdict.js';
import { usageOfProcess } from './process-usage.js';
import { PUBLISHED, publishPage } from './published-page.js';
import { tokenSettingsOf } from './token-settings.js';

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '10000,100000,1000000' },
    seed: { type: 'string', default: '1' },
    clients: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '1' },
    // Once for each row: their names have commas.
    rows: { type: 'string', multiple: true },
  },
});
const ladder = values.customers.split(',').map(Number);
const only = values.rows;
const seed = Number(values.seed);
const settings = {
  ...{ clients: Number(values.clients), rounds: Number(values.rounds), millis: Number(values.seconds) * 1000 },
};
/** Room for a million customers with their indexes, so that not the disk is measured. */
const CACHE = ['--cache-size', '6G'];

leaveServerCore();
const dataDir = await mkdtemp(join(tmpdir(), 'profiles-growth-'));
const mongo = await startMongo({
  ...{ dataDir, env: process.env, log: () => undefined, allowNone: false, secantusArgs: CACHE },
});
const issuer = await startTokenIssuer({});
const surroundings: Surroundings = {
  ...{ mongoUri: mongo.uri, database: 'growth', customers: 0, tokens: tokenSettingsOf(issuer) },
};
const connection = openMongo({ uri: mongo.uri, database: surroundings.database, appName: 'bench' });
const cells: Cell[] = [];
try {
  await ensureIndexes(connection.db);
  const population = growingPopulation(connection, { seed, log });
  for (const customers of ladder) {
    await population.growTo(customers);
    cells.push(...(await cellsOf(customers, population.customerNumbers)));
    await report();
  }
} finally {
  await connection.close();
  await issuer.close();
  await mongo.stop();
  await rm(dataDir, { recursive: true, force: true });
}

/** Measures all rows at one size, with a service that was started for it. */
async function cellsOf(customers: number, customerNumbers: readonly number[]): Promise<Cell[]> {
  const token = await issuer.mint({ organisationId: 1, clientId: 'bench', expiresIn: '12h' });
  const sample = sampleOf(customerNumbers, seed);
  const service = await startContender('trpc', surroundings);
  try {
    const all = questionsFor(service, sample, populationOf(sample, token));
    const questions = all.filter(({ row }) => only === undefined || only.includes(row));
    const { pid } = mongo;
    const usageOfDatabase = pid === undefined ? undefined : () => usageOfProcess(pid);
    const measured = await measuredStep({ customers, questions, service, token, ...settings, usageOfDatabase, log });
    return [...measured, ...(await measuredPoll(connection, customers))];
  } finally {
    await service.stop();
  }
}

/** After each step, so that what is known is not lost when a later one fails. */
async function report(): Promise<void> {
  const rows = rowsOf(cells);
  const table = growthTable(rows);
  console.log(`\n${table}\n`);
  const about = { at: new Date().toISOString(), cores: cpus().length, cpu: cpus()[0]?.model, node: process.version };
  const results = rows.map((row) => ({ ...row, verdict: verdictOf(row.cells) }));
  await publishPage('growth', { title: 'Growth', command: 'npm run bench:growth', tables: table });
  await writeFile(
    join(PUBLISHED, 'growth.json'),
    `${JSON.stringify({ ...about, store: mongo.kind, seed, ...settings, results }, null, 2)}\n`,
  );
  await writeFile(join(PUBLISHED, 'growth.svg'), growthPlot(rows));
}

function log(line: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);
}
