/**
 * `npm run bench:imports`: what a row of an import costs beside a single create over REST, what an export delivers, how slow
 * lookups become beside an import, and whether the memory grows with the number of rows.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Permission } from '@profiles/contracts';
import { startMongo, startTokenIssuer } from '@profiles/devstack';
import { Pool } from 'undici';
import { startContender } from './contender-process.js';
import { leaveServerCore } from './cores.js';
import { personAt } from './growth/people.js';
import { headersOf, type Measured, underLoad } from './load.js';
import { machineNow } from './machine.js';
import { median } from './median.js';
import { populate } from './population.js';
import { usageOfProcess } from './process-usage.js';
import { makerFor, type Request, type RequestMaker } from './rows.js';
import { tokenSettingsOf } from './token-settings.js';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
  },
});
const [rowsPerRound, rounds, millis] = [Number(values.rows), Number(values.rounds), Number(values.seconds) * 1000];
/** The maximum of one call (contract, operation 52). */
const ROWS_PER_CALL = 500;
/** The calls that the command line has in flight. */
const CALLS = 3;
const CLIENTS = 32;
/** The clients whose lookups are measured beside an import: few, so that the server has time left. */
const READERS = 4;
const SEED = 7;

interface Figures {
  readonly perSecond: number;
  readonly cpuMicros: number;
  /** Of the database, where it runs on this machine. The stand-in for MongoDB does much of its work one after another. */
  readonly databaseMicros: number;
}

leaveServerCore();
console.log(JSON.stringify(machineNow()));
const dataDir = await mkdtemp(join(tmpdir(), 'profiles-imports-'));
const mongo = await startMongo({ dataDir, env: process.env, log: () => undefined, allowNone: false });
const issuer = await startTokenIssuer({});
const surroundings = {
  ...{ mongoUri: mongo.uri, database: 'imports', customers: 1_000, tokens: tokenSettingsOf(issuer) },
};
const population = await populate(surroundings, issuer, surroundings.customers);
const permissions = Object.values(Permission).filter((permission) => permission !== Permission.AllOrganisations);
const token = await issuer.mint({ organisationId: 1, clientId: 'bench', permissions, expiresIn: '12h' });
const server = await startContender('rest', surroundings);
const creates: Figures[] = [];
const imports: Figures[] = [];
const sequences: Figures[] = [];
const exports: Figures[] = [];
const [alone, beside]: [Measured[], Measured[]] = [[], []];
const lookup = makerFor(server, 'get by number', population) as RequestMaker;
let maxRssMiB = 0;
let nextPerson = 0;
try {
  for (let round = 1; round <= rounds; round++) {
    creates.push(await creating());
    imports.push(await importing(rowsPerRound));
    sequences.push(await importing(rowsPerRound, 1));
    exports.push(await measured(exported));
    alone.push(await lookups());
    let isDone = false;
    const background = (async () => {
      while (!isDone) await importing(ROWS_PER_CALL);
    })();
    beside.push(await lookups());
    isDone = true;
    await background;
    console.log(`round ${round} of ${rounds} done`);
  }
  report();
} finally {
  await server.stop();
  await issuer.close();
  await mongo.stop();
  await rm(dataDir, { recursive: true, force: true });
}

/** A single create of a person as the rows of the import have them. */
function creation(): Request {
  const { customerRef, ...person } = rowAt(nextPerson++);
  const body = JSON.stringify({ organisationId: 1, ...person });
  return { method: 'POST', path: '/customers/v2/profiles', body };
}

async function creating(): Promise<Figures> {
  const [before, warmUpMillis] = [nextPerson, 1_000];
  const databaseBefore = databaseMicros();
  const single = await underLoad(server, creation, { clients: CLIENTS, warmUpMillis, millis, token });
  return {
    perSecond: single.requestsPerSecond,
    cpuMicros: single.cpuMicrosPerRequest,
    databaseMicros: (databaseMicros() - databaseBefore) / (nextPerson - before),
  };
}

/** The processor's time of the database so far. */
function databaseMicros(): number {
  return mongo.pid === undefined ? 0 : usageOfProcess(mongo.pid).cpuMicros;
}

function lookups(): Promise<Measured> {
  return underLoad(server, lookup, { clients: READERS, warmUpMillis: 500, millis: 2_000, token });
}

/** Sends new rows over REST, as the command line does. */
function importing(rows: number, calls = CALLS): Promise<Figures> {
  return measured(async (client) => {
    const { id } = JSON.parse(await textOf(client, { method: 'POST', path: '/imports', body: { dryRun: false } })) as {
      id: string;
    };
    let nextRow = 1;
    const sender = async () => {
      for (let firstRow = nextRow; firstRow <= rows; firstRow = nextRow) {
        nextRow += ROWS_PER_CALL;
        const sent = Array.from({ length: Math.min(ROWS_PER_CALL, rows - firstRow + 1) }, () => rowAt(nextPerson++));
        const body = { firstRow, rows: sent };
        const outcomes = JSON.parse(await textOf(client, { method: 'POST', path: `/imports/${id}/rows`, body }));
        const refused = (outcomes as { outcome: string }[]).find(({ outcome }) => outcome !== 'created');
        if (refused !== undefined) throw new Error(`A row was not created: ${JSON.stringify(refused)}`);
        maxRssMiB = Math.max(maxRssMiB, (await server.usage()).rss / 1024 / 1024);
      }
    };
    await Promise.all(Array.from({ length: calls }, sender));
    await textOf(client, { method: 'PUT', path: `/imports/${id}/complete` });
    return rows;
  });
}

/** A person as a row: the same data as that of the growth bench, without what other customers may have. */
function rowAt(n: number) {
  const { organisationId: _own, ...command } = personAt(SEED, n).command;
  return { ...command, customerRef: `row-${n}` };
}

async function exported(client: Pool): Promise<number> {
  let lines = 0;
  const { body, statusCode } = await client.request({
    ...{ method: 'GET', path: '/customers/v2/profiles-export', headers: headersOf(token) },
  });
  if (statusCode !== 200) throw new Error(`The export ended with ${statusCode}: ${await body.text()}`);
  for await (const chunk of body as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
  }
  return lines;
}

/** Measures work that returns how many customers it was about. */
async function measured(work: (client: Pool) => Promise<number>): Promise<Figures> {
  const client = new Pool(server.url, { connections: CALLS, pipelining: 1, bodyTimeout: 0, headersTimeout: 0 });
  const [startedAt, before, databaseBefore] = [performance.now(), await server.usage(), databaseMicros()];
  const count = await work(client);
  const [seconds, after] = [(performance.now() - startedAt) / 1000, await server.usage()];
  await client.close();
  return {
    perSecond: count / seconds,
    cpuMicros: (after.cpuMicros - before.cpuMicros) / count,
    databaseMicros: (databaseMicros() - databaseBefore) / count,
  };
}

interface Sent {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body?: object;
}

async function textOf(client: Pool, { method, path, body }: Sent): Promise<string> {
  const response = await client.request({
    ...{ method, path: `/customers/v2${path}`, headers: headersOf(token) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.body.text();
  // As the command line does: rows that are sent twice have one effect.
  if (response.statusCode === 503) return textOf(client, { method, path, ...(body !== undefined && { body }) });
  if (response.statusCode >= 400) throw new Error(`${path} ended with ${response.statusCode}: ${text}`);
  return text;
}

function report(): void {
  const of = (figures: readonly Figures[], name: keyof Figures) => median(figures.map((one) => one[name]));
  const base = { perSecond: of(creates, 'perSecond'), cpuMicros: of(creates, 'cpuMicros') };
  const line = (name: string, figures: readonly Figures[]) => {
    const [perSecond, cpuMicros] = [of(figures, 'perSecond'), of(figures, 'cpuMicros')];
    const ratios = [perSecond / base.perSecond, base.cpuMicros / cpuMicros].map((ratio) => ratio.toFixed(1));
    const database = Math.round(of(figures, 'databaseMicros'));
    return `| ${name} | ${Math.round(perSecond)} | ${ratios[0]} | ${Math.round(cpuMicros)} | ${ratios[1]} | ${database} |`;
  };
  console.log(
    `\nOn ${mongo.kind}, medians of ${rounds} rounds. Times a single create, by time and by CPU of the server.\n`,
  );
  console.log('| | customers/s | times | CPU µs each | times | CPU µs of the database |\n|---|--:|--:|--:|--:|--:|');
  console.log(line(`single creates, ${CLIENTS} clients`, creates));
  console.log(line(`import, ${ROWS_PER_CALL} rows a call, ${CALLS} calls at once`, imports));
  console.log(line('import, one call after the other', sequences));
  console.log(line('export', exports));
  const p99 = (runs: readonly Measured[]) => median(runs.map(({ p99Millis }) => p99Millis)).toFixed(1);
  console.log(`\nLookups by ${READERS} clients: p99 ${p99(alone)} ms alone, ${p99(beside)} ms beside an import.`);
  console.log(`Memory of adapter and service in one process: at most ${Math.round(maxRssMiB)} MiB.`);
}
