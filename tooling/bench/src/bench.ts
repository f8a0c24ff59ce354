/**
 * `npm run bench`: the cost of a request, side by side on the same store and data, each contender alone in its process.
 * Rounds are interleaved, so that other work on the machine affects all alike. Ratios are what counts.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { builtRevision, startMongo, startTokenIssuer } from '@profiles/devstack';
import { measureStarts } from './app-starts.js';
import { type ContenderProcess, startContender } from './contender-process.js';
import { CONTENDERS, type ContenderName, type Surroundings } from './contenders/contender.js';
import { leaveServerCore } from './cores.js';
import { interleaved } from './interleaved.js';
import { machineNow } from './machine.js';
import { type Population, populate, populateThrough } from './population.js';
import { publishReport, writeRawFigures } from './publish.js';
import { ratiosOf, ratiosToBuildOf, startsTableOf, tableOf } from './report.js';
import { makerFor, ROWS } from './rows.js';
import { noiseIn, verdictOn } from './steadiness.js';
import { tokenSettingsOf } from './token-settings.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    /** A revision of this repository that runs beside this build. */
    against: { type: 'string' },
    rows: { type: 'string' },
    contenders: { type: 'string' },
    clients: { type: 'string' },
    customers: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    /** No round begins later than this after the start, in minutes; except the first of each row. */
    'max-minutes': { type: 'string' },
  },
});
const quick = values.quick;
const rows = values.rows?.split(',') ?? Object.keys(ROWS);
const contenders = (values.contenders?.split(',') ?? CONTENDERS) as ContenderName[];
const clientCounts = (values.clients ?? (quick ? '32' : '1,8,32,128')).split(',').map(Number);
const customers = Number(values.customers ?? (quick ? 2_000 : 10_000));
const rounds = Number(values.rounds ?? (quick ? 2 : 3));
const millis = Number(values.seconds ?? (quick ? 0.5 : 4)) * 1000;
const maxMinutes = Number(values['max-minutes'] ?? (quick ? 2.4 : 60));
/** Rows are repeated up to this many rounds for their spread. */
const MAX_ROUNDS = 5 * rounds;
/** A run of some parts is printed only; the published tables come from a whole run. */
const isComplete = values.rows === undefined && values.contenders === undefined;
/** All contenders are measured with this many clients; with other numbers only these two. */
const ALL_MEET_AT = 32;
const isMeasuredWith = (clients: number, { name }: ContenderProcess) =>
  clients === ALL_MEET_AT || values.clients !== undefined || name === 'ceiling' || name === 'trpc';
/** The contenders that `--against` adds of the other build, where this build's are in the run. */
const OF_OTHER_BUILD: readonly ContenderName[] = quick ? ['trpc', 'rest'] : ['trpc', 'rest', 'all-in-one'];

leaveServerCore();
const other = values.against === undefined ? undefined : await builtRevision(values.against);
// After the build, which happens only once.
const startedAt = performance.now();
const machine = machineNow();
const dataDir = await mkdtemp(join(tmpdir(), 'profiles-bench-'));
const mongo = await startMongo({ dataDir, env: process.env, log: () => undefined, allowNone: false });
const issuer = await startTokenIssuer({});
const surroundings: Surroundings = {
  ...{ mongoUri: mongo.uri, database: 'bench', customers },
  tokens: tokenSettingsOf(issuer),
};
/** The other build has a database of its own: documents as it writes them, and its indexes. */
const otherSurroundings: Surroundings = { ...surroundings, database: 'bench-other' };
const running: ContenderProcess[] = [];
try {
  console.log(`${machine.cores} cores, Node ${machine.node}, ${mongo.kind}, ${customers} customers …`);
  // First: after a bench the service is not ready for a long time, since no publisher publishes the events of its writes.
  const starts = isComplete ? await measureStarts(surroundings, { dataDir, rounds, staysIdle: !quick }) : [];
  const population = await populate(surroundings, issuer, customers);
  const otherPopulation = await populationOfOther();
  for (const name of contenders) {
    await start(name);
    if (other !== undefined && OF_OTHER_BUILD.includes(name)) await start(name, other);
  }
  const results = await interleaved(running, {
    ...{ rows, clientCounts, rounds, millis, token: population.token },
    repeat: { maxRounds: MAX_ROUNDS, until: startedAt + maxMinutes * 60_000 },
    makerFor: (contender, row, clients) =>
      isMeasuredWith(clients, contender)
        ? makerFor(contender, row, contender.build === undefined ? population : otherPopulation)
        : undefined,
  });
  const report = [
    ...clientCounts.map((clients) => ratiosOf(results, clients)),
    ...(other === undefined ? [] : [ratiosToBuildOf(results, other.commit)]),
    verdictOn(noiseIn(results)),
    ...(starts.length > 0 ? [startsTableOf(starts)] : []),
    tableOf(results),
  ].join('\n\n');
  console.log(`\n${report}\n`);
  const minutes = Math.round((performance.now() - startedAt) / 600) / 100;
  const run = { against: other?.commit, store: mongo.note ?? mongo.kind, customers, minutes };
  const figures = { ...machine, ...run, noise: noiseIn(results), results, starts };
  console.log(`raw figures: ${await writeRawFigures(figures)}`);
  if (isComplete) await publishReport(quick ? 'quick' : 'bench', `${report}\n`, figures);
} finally {
  await Promise.all(running.map((contender) => contender.stop()));
  await issuer.close();
  await mongo.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function start(name: ContenderName, build?: typeof other): Promise<void> {
  try {
    running.push(await startContender(name, build === undefined ? surroundings : otherSurroundings, build));
  } catch (error) {
    console.log(`without ${name}${build === undefined ? '' : ` of ${build.commit}`}: ${(error as Error).message}`);
  }
}

async function populationOfOther(): Promise<Population> {
  if (other === undefined) return { customers: [], cards: [], token: '' };
  const service = await startContender('trpc', otherSurroundings, other);
  const population = await populateThrough(service.url, issuer, customers);
  await service.stop();
  return population;
}
