// Simulates seeds: npm run simulate -- --help
import { parseArgs } from 'node:util';
import { bundled } from './bundle.mjs';
import { plantedFault } from './planted-faults.mjs';
import { reportOf, summaryOf } from './report.mjs';
import { shrunk } from './shrink.mjs';
import { startWorkers } from './workers.mjs';

const HELP = `npm run simulate -- [options]

  --seeds N     the number of seeds (default 1000)
  --from N      the first seed (default: the number of this day, so that each day has others)
  --seconds N   ends after this time, whatever the number of seeds
  --threads N   the number of threads (default: the cores, at most 8)
  --seed N      one seed
  --case JSON   one seed with what is left out of it, as a failure prints it
  --trace       prints every step of --seed or --case
  --digest      prints the digest of the steps of each seed
  --guarantees  lists the guarantees that are checked
  --plant NAME  plants a fault of planted-faults.mjs first`;

const { values: given } = parseArgs({
  options: {
    ...{
      seeds: { type: 'string' },
      from: { type: 'string' },
      seconds: { type: 'string' },
      threads: { type: 'string' },
    },
    ...{
      seed: { type: 'string' },
      case: { type: 'string' },
      plant: { type: 'string' },
      guarantees: { type: 'boolean' },
      trace: { type: 'boolean' },
      digest: { type: 'boolean' },
    },
    help: { type: 'boolean' },
  },
});

/** Seeds of two days never meet. */
const SEEDS_OF_A_DAY = 20_000_000;
const DAY_MILLIS = 86_400_000;
/** Seeds are numbers of 32 bits. */
const SEED_LIMIT = 2 ** 32;

process.exitCode = given.help ? help() : await main();

function help() {
  console.log(HELP);
  return 0;
}

async function main() {
  const file = await bundled(`simulation-${process.pid}`, plantedFault(given.plant));
  const threads = given.threads === undefined ? undefined : Number(given.threads);
  const one = given.case ?? (given.seed === undefined ? undefined : JSON.stringify({ seed: Number(given.seed) }));
  const workers = startWorkers(file, one === undefined && !given.guarantees ? threads : 1);
  try {
    if (given.guarantees) return list(await workers.run({ guarantees: true }));
    return one === undefined ? await many(workers) : await single(workers, JSON.parse(one));
  } finally {
    await workers.close();
  }
}

function list(guarantees) {
  for (const { guarantee, statement } of guarantees) console.log(`[${guarantee}] ${statement}`);
  return 0;
}

/** Runs one case twice: equal runs have equal digests. */
async function single(workers, simulated) {
  const run = await workers.run({ simulated, records: given.trace === true });
  const again = await workers.run({ simulated });
  if (given.trace) console.log(run.lines.join('\n'));
  console.log(`digest ${run.digest}, ${run.steps} steps, ${run.calls} calls, ${run.commits} commits`);
  if (run.digest !== again.digest) {
    console.log(`The second run differs: digest ${again.digest}.`);
    return 1;
  }
  if (run.failure === undefined) return 0;
  console.log(run.failure.message);
  return 1;
}

async function many(workers) {
  const from = (given.from === undefined ? firstOfToday() : Number(given.from)) % SEED_LIMIT;
  const count = Number(given.seeds ?? 1000);
  const until = Date.now() + Number(given.seconds ?? Number.POSITIVE_INFINITY) * 1000;
  console.log(`${count} seeds from ${from}`);
  const summary = summaryOf();
  const started = Date.now();
  let next = 0;
  let failed;
  const simulateNext = async () => {
    while (next < count && failed === undefined && Date.now() < until) {
      const seed = (from + next) % SEED_LIMIT;
      next += 1;
      const run = await workers.run({ simulated: { seed } });
      if (given.digest) console.log(`${seed} ${run.digest}`);
      summary.add(run);
      if (run.failure !== undefined) failed ??= { seed, run };
    }
  };
  await Promise.all(Array.from({ length: workers.count }, simulateNext));
  if (failed === undefined) {
    console.log(summary.text((Date.now() - started) / 1000));
    return 0;
  }
  console.log(`seed ${failed.seed}: ${failed.run.failure.message}`);
  console.log(reportOf(await shrunk(workers, failed), given.plant));
  return 1;
}

function firstOfToday() {
  return (Math.floor(Date.now() / DAY_MILLIS) * SEEDS_OF_A_DAY) % SEED_LIMIT;
}
