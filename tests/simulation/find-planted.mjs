// Looks for each planted fault, and prints or writes the list with the measured times: npm run simulate:faults -- --help
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { bundled, changing } from './bundle.mjs';
import { PLANTED_FAULTS } from './planted-faults.mjs';
import { startWorkers } from './workers.mjs';

const HELP = `npm run simulate:faults -- [options]

  --only TEXT   the faults whose name contains the text
  --seconds N   the time for each (default 300)
  --from N      the first seed (default 1)
  --threads N   the number of threads (default: the cores, at most 8)
  --check       only tells whether each fault can be planted
  --write       writes what was found into the list of docs/testing.md`;

const { values: given } = parseArgs({
  options: {
    ...{ only: { type: 'string' }, seconds: { type: 'string' }, from: { type: 'string' }, threads: { type: 'string' } },
    ...{ write: { type: 'boolean' }, check: { type: 'boolean' }, help: { type: 'boolean' } },
  },
});

const PAGE = new URL('../../docs/testing.md', import.meta.url);
const [START, END] = ['<!-- planted faults: start -->', '<!-- planted faults: end -->'];

if (given.help) console.log(HELP);
else process.exitCode = await main();

async function main() {
  const chosen = PLANTED_FAULTS.filter(({ name }) => given.only === undefined || name.includes(given.only));
  if (given.check) return checked(chosen);
  const control = startWorkers(await bundled(`control-${process.pid}`), 1);
  const results = [];
  for (const [at, fault] of chosen.entries()) {
    const result = await found(fault, { at, control });
    results.push(result);
    if (given.write) await publish(results);
    console.log(`${result.guarantee === undefined ? '✗' : '✓'} ${rowOf(result)}`);
  }
  await control.close();
  const missed = results.filter(({ guarantee }) => guarantee === undefined);
  console.log(`${results.length - missed.length} of ${results.length} planted faults found`);
  return missed.length === 0 ? 0 : 1;
}

/** Every fault has to fit the sources of today. */
async function checked(faults) {
  const misfits = [];
  for (const fault of faults) await changing([fault]).catch((error) => misfits.push(`${fault.name}: ${error.message}`));
  console.log([...misfits, `${faults.length - misfits.length} of ${faults.length} faults can be planted`].join('\n'));
  return misfits.length === 0 ? 0 : 1;
}

/** Looks for a fault. Without it the same seed has to hold. */
async function found(fault, { at, control }) {
  const workers = startWorkers(await bundled(`planted-${process.pid}-${at}`, fault), threadsOf());
  const started = performance.now();
  const cpu = process.cpuUsage();
  const until = started + Number(given.seconds ?? 300) * 1000;
  const from = Number(given.from ?? 1);
  let next = 0;
  let failure;
  const look = async () => {
    while (failure === undefined && performance.now() < until) {
      next += 1;
      const simulated = { seed: from + next - 1 };
      const run = await workers.run({ simulated, needs: fault.needs });
      if (run.failure === undefined || failure !== undefined) continue;
      const { failure: other } = await control.run({ simulated });
      if (other === undefined) failure ??= run.failure;
      else console.log(`seed ${simulated.seed} fails without a fault: ${other.message}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: workers.count }, look));
  } finally {
    await workers.close();
  }
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (user + system) / 1e6;
  return { ...fault, seeds: next, seconds, guarantee: failure?.guarantee };
}

function threadsOf() {
  return given.threads === undefined ? undefined : Number(given.threads);
}

function rowOf({ name, file, guarantee, seeds, seconds }) {
  return `| ${name} | \`${file}\` | ${guarantee ?? 'not found'} | ${seeds} | ${seconds.toFixed(1)} |`;
}

/** Replaces the rows of the faults that were looked for, and keeps the others. */
async function publish(results) {
  const page = await readFile(PAGE, 'utf8');
  const [before, rest = ''] = page.split(START);
  const [table = '', after = ''] = rest.split(END);
  const known = new Map(table.split('\n').map((row) => [row.split(' | ')[0], row]));
  for (const result of results) known.set(`| ${result.name}`, rowOf(result));
  const rows = PLANTED_FAULTS.flatMap(({ name }) => known.get(`| ${name}`) ?? []);
  const header = '| planted fault | file | broken guarantee | seeds | CPU seconds |\n|---|---|---|---|---|';
  await writeFile(PAGE, `${before}${START}\n${header}\n${rows.join('\n')}\n${END}${after}`);
}
