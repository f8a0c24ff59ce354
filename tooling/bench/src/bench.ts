/**
 * `npm run bench`: what a request costs, side by side on the same store and data, each contender alone in its process.
 * Rounds are interleaved, so that what the machine does meanwhile meets all alike. Ratios are what counts.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startMongo, startTokenIssuer } from '@profiles/devstack';
import { type AppStart, measureStarts } from './app-starts.js';
import { type ContenderProcess, startContender } from './contender-process.js';
import { CONTENDERS, type ContenderName, type Surroundings } from './contenders/contender.js';
import { leaveServerCore } from './cores.js';
import { interleaved } from './interleaved.js';
import { populate } from './population.js';
import { plotOf, type Result, ratiosOf, startsTableOf, tableOf } from './report.js';
import { makerFor, ROWS } from './rows.js';
import { tokenSettingsOf } from './token-settings.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rows: { type: 'string' },
    contenders: { type: 'string' },
    clients: { type: 'string' },
    customers: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
  },
});
const quick = values.quick;
const rows = values.rows?.split(',') ?? Object.keys(ROWS);
const contenders = (values.contenders?.split(',') ?? CONTENDERS) as ContenderName[];
const clientCounts = (values.clients ?? (quick ? '32' : '1,8,32,128')).split(',').map(Number);
const customers = Number(values.customers ?? (quick ? 2_000 : 10_000));
const rounds = Number(values.rounds ?? (quick ? 2 : 3));
const millis = Number(values.seconds ?? (quick ? 0.5 : 4)) * 1000;
/** A run of some parts is printed only; the published tables come from a whole run. */
const isComplete = values.rows === undefined && values.contenders === undefined;
/** All meet at this many clients; how the number of clients tells is shown by two of them. */
const ALL_MEET_AT = 32;
const isAskedBy = (clients: number, { name }: ContenderProcess) =>
  clients === ALL_MEET_AT || values.clients !== undefined || name === 'ceiling' || name === 'trpc';
const FOLDER = fileURLToPath(new URL('../../../docs/benchmarks/', import.meta.url));

leaveServerCore();
const dataDir = await mkdtemp(join(tmpdir(), 'profiles-bench-'));
const mongo = await startMongo({ dataDir, env: process.env, log: () => undefined, allowNone: false });
const issuer = await startTokenIssuer({});
const surroundings: Surroundings = {
  ...{ mongoUri: mongo.uri, database: 'bench', customers },
  tokens: tokenSettingsOf(issuer),
};
const running: ContenderProcess[] = [];
try {
  console.log(`${cpus().length} cores, Node ${process.version}, ${mongo.kind}, ${customers} customers …`);
  // First: after a bench the service is not ready for a long time, since no publisher publishes the events of its writes.
  const starts = await measureStarts(surroundings, { dataDir, rounds, staysIdle: !quick });
  const population = await populate(surroundings, issuer, customers);
  for (const name of contenders) {
    try {
      running.push(await startContender(name, surroundings));
    } catch (error) {
      console.log(`without ${name}: ${(error as Error).message}`);
    }
  }
  const results = await interleaved(running, {
    ...{ rows, clientCounts, rounds, millis, token: population.token },
    makerFor: (contender, row, clients) =>
      isAskedBy(clients, contender) ? makerFor(contender, row, population) : undefined,
  });
  const ratios = clientCounts.map((clients) => ratiosOf(results, clients));
  const report = `${[...ratios, startsTableOf(starts), tableOf(results)].join('\n\n')}\n`;
  console.log(`\n${report}`);
  if (isComplete) await publish(report, results, starts);
} finally {
  await Promise.all(running.map((contender) => contender.stop()));
  await issuer.close();
  await mongo.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function publish(report: string, results: readonly Result[], starts: readonly AppStart[]): Promise<void> {
  const name = quick ? 'quick' : 'bench';
  const about = { at: new Date().toISOString(), cores: cpus().length, cpu: cpus()[0]?.model, node: process.version };
  const figures = { ...about, store: mongo.kind, customers, results, starts };
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, `${name}.json`), `${JSON.stringify(figures, null, 2)}\n`);
  await writeFile(join(FOLDER, `${name}.svg`), plotOf(results));
  await writeFile(join(FOLDER, `${name}.md`), report);
}
