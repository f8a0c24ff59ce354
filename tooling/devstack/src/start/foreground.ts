import { keepSandbox } from '../sample/sandbox.js';
import { seed } from '../sample/seed.js';
import { addShowcase } from '../sample/showcase.js';
import { takeDataFolder } from './already-running.js';
import type { StartOptions } from './options.js';
import { usualPorts } from './ports.js';
import { runUntilStopped } from './run-until-stopped.js';
import { type Stack, startStack } from './stack.js';
import { summaryOf } from './summary.js';
import { type ToStop, toStop } from './to-stop.js';
import { unlessFailed } from './unless-failed.js';

/** Starts everything and stays until Ctrl-C, or until something ends by itself. Answers the exit code. */
export async function runInForeground(options: StartOptions): Promise<number> {
  const running = toStop();
  const end = await runUntilStopped(untilFailure(options, running), running);
  if ('error' in end) {
    console.error(`\n${end.error.message}\nNothing is left running.`);
    return 1;
  }
  console.log('Stopped.');
  return 0;
}

/** Starts, fills in, tells; then only comes back with an error, when something has ended. */
async function untilFailure(options: StartOptions, running: ToStop): Promise<never> {
  const startedAt = Date.now();
  running.add(await takeDataFolder(options.dataDir));
  const stack = await startStack({
    dataDir: options.dataDir,
    database: process.env['MONGODB_DATABASE'] || 'customer_profiles',
    env: process.env,
    portFor: usualPorts(console.log),
    log: console.log,
    toStop: running,
    watch: options.watch,
    without: options.without,
  });
  await unlessFailed(stack, fillIn(stack, options.customers));
  console.log(await summaryOf(stack, options.dataDir));
  warn(stack);
  const kept = stack.mongo.kind === 'none' ? '' : ' and keeps the data';
  console.log(`Ready after ${Math.round((Date.now() - startedAt) / 1000)} s. Ctrl-C stops everything${kept}.`);
  throw new Error(await stack.failed);
}

async function fillIn({ adapter, service, issuer }: Stack, customers: number): Promise<void> {
  await seed({ origin: adapter.url, issuer, customers, correlationPrefix: 'sample', log: console.log });
  if (customers === 0) return;
  await addShowcase({ serviceUrl: service.url, issuer, log: console.log });
  await keepSandbox({ origin: adapter.url, issuer }, console.log);
}

function warn({ mongo, publisher }: Stack): void {
  if (mongo.kind === 'none')
    console.log('WARNING: no MongoDB. Everything is in memory: NOTHING IS KEPT after the stop.');
  if (publisher !== undefined) return;
  const events = mongo.kind === 'none' ? 'No events are published.' : 'Events WAIT IN THE OUTBOX.';
  console.log(`WARNING: nats-publisher is not running. ${events}`);
}
