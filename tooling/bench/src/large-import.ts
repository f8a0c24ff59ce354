/**
 * `npm run bench:large-import -- --rows 100000`: a file of many customers, imported by the command line into service and adapter as
 * processes of their own, then exported. With `--kill` the command is killed in the middle and the import resumed. The memory
 * of each process is looked at several times a second: it must not grow with the number of rows. The heaps have the limits of the
 * chart's containers; with `--no-heap-limit` V8 takes those of the machine.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { Permission } from '@profiles/contracts';
import { startMongo, startTokenIssuer } from '@profiles/devstack';
import { openMongo } from '@profiles/mongo-store/outbox';
import { personAt } from './growth/people.js';
import { HEAP_MIB, type RunningCommand, startCommand, startImportApps } from './large-import/apps.js';
import { type Held, watchMemory } from './large-import/memory.js';
import { machineNow } from './machine.js';

const { values } = parseArgs({
  options: {
    ...{ rows: { type: 'string', default: '100000' }, kill: { type: 'boolean', default: false } },
    'heap-limit': { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const rows = Number(values.rows);
const SEED = 7;

console.log(JSON.stringify(machineNow()));
const dataDir = await mkdtemp(join(tmpdir(), 'profiles-large-import-'));
const mongo = await startMongo({ dataDir, env: process.env, log: () => undefined, allowNone: false });
const issuer = await startTokenIssuer({});
const store = { mongoUri: mongo.uri, database: 'large_import' };
const isLimited = values['heap-limit'];
const apps = await startImportApps({ store, issuer, dataDir, isLimited });
console.log(`Limits of the heaps in MiB: ${isLimited ? JSON.stringify(HEAP_MIB) : 'those of the machine'}.`);
const { db, close } = openMongo({ uri: mongo.uri, database: store.database, appName: 'bench' });
const permissions = Object.values(Permission).filter((permission) => permission !== Permission.AllOrganisations);
const token = await issuer.mint({ organisationId: 1, clientId: 'bench', permissions, expiresIn: '12h' });
const surroundings = { url: apps.url, token, home: dataDir };
const databasePid = mongo.pid === undefined ? {} : { database: mongo.pid };
try {
  const file = join(dataDir, 'customers.ndjson');
  await pipeline(Readable.from(lines()), createWriteStream(file));
  if (!values.kill) await timed('dry run', startCommand(['import', file, '--dry-run'], surroundings));
  const first = startCommand(['import', file, '--yes'], surroundings);
  if (values.kill) {
    await timed('dry run and first half of the import, then kill -9', first, killedAtHalf);
    await timed('resumed', startCommand(['import', 'resume', file], surroundings));
  } else await timed('dry run and import', first);
  const made = await db.collection('profiles').countDocuments({ organisationId: 1 });
  const events = await db.collection('outbox').countDocuments({ organisationId: 1 });
  console.log(`Customers: ${made} of ${rows}. Events: ${events}.`);
  if (made !== rows || events !== rows) throw new Error('The import did not create each customer once.');
  const exported = join(dataDir, 'exported.ndjson');
  await timed('export', startCommand(['export', exported], surroundings));
  const count = await linesIn(exported);
  if (count !== rows) throw new Error(`The export has ${count} lines.`);
} finally {
  await close();
  await apps.stop();
  await issuer.close();
  await mongo.stop();
  await rm(dataDir, { recursive: true, force: true });
}

function* lines(): Generator<string> {
  for (let n = 0; n < rows; n++) {
    const { organisationId: _own, ...command } = personAt(SEED, n).command;
    yield `${JSON.stringify({ ...command, customerRef: `row-${n}` })}\n`;
  }
}

/** Measures a command until it has ended. */
async function timed(
  what: string,
  command: RunningCommand,
  meanwhile: (command: RunningCommand) => Promise<void> = async () => undefined,
): Promise<void> {
  const watch = watchMemory({ 'profiles (command)': command.pid, ...apps.pids, ...databasePid });
  const startedAt = performance.now();
  await meanwhile(command);
  const code = await command.ended;
  const seconds = (performance.now() - startedAt) / 1000;
  if (code !== 0 && code !== null) throw new Error(`${what} ended with ${code}.`);
  report(what, seconds, watch.end());
}

async function killedAtHalf(command: RunningCommand): Promise<void> {
  while ((await db.collection('profiles').countDocuments({ organisationId: 1 })) < rows / 2) {
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  command.kill();
}

function report(what: string, seconds: number, held: readonly Held[]): void {
  console.log(`\n${what}: ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s\n`);
  console.log('| process | MiB at first | late | most | CPU s | CPU µs a row |\n|---|--:|--:|--:|--:|--:|');
  for (const { name, first, last, most, cpuSeconds } of held) {
    const sizes = [first, last, most].map((size) => Math.round(size)).join(' | ');
    const micros = Math.round((cpuSeconds * 1_000_000) / rows);
    console.log(`| ${name} | ${sizes} | ${cpuSeconds.toFixed(1)} | ${micros} |`);
  }
}

async function linesIn(path: string): Promise<number> {
  let count = 0;
  for await (const _line of createInterface({ input: createReadStream(path) })) count += 1;
  return count;
}
