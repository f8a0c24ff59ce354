import { seed } from '../sample/seed.js';
import { takeDataFolder } from './already-running.js';
import type { StartOptions } from './options.js';
import { usualPorts } from './ports.js';
import { type Stack, startStack } from './stack.js';
import { summaryOf } from './summary.js';
import { type ToStop, toStop } from './to-stop.js';
import { untilStopped } from './until-stopped.js';

/** Starts everything and stays until Ctrl-C, or until something ends by itself. Answers the exit code. */
export async function runInForeground(options: StartOptions): Promise<number> {
  const running = toStop();
  const wish = untilStopped();
  try {
    const end = await Promise.race([wish.then((reason) => ({ reason })), untilFailure(options, running)]);
    console.log(`\n${end.reason}: stopping the apps, then the servers …`);
    await running.stopAll();
    console.log('Stopped. The data is kept for the next start.');
    return 0;
  } catch (error) {
    console.error(`\n${(error as Error).message}\n\nStopping everything …`);
    await running.stopAll();
    return 1;
  }
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
  });
  const failure = stack.failed.then((text) => Promise.reject(new Error(text)));
  await Promise.race([fillIn(stack, options.customers), failure]);
  console.log(await summaryOf(stack, options.dataDir));
  warn(stack);
  console.log(`Ready after ${Math.round((Date.now() - startedAt) / 1000)} s. Ctrl-C stops everything.`);
  return failure;
}

async function fillIn({ adapter, issuer }: Stack, customers: number): Promise<void> {
  await seed({ origin: adapter.url, issuer, customers, correlationPrefix: 'sample', log: console.log });
}

function warn({ mongo, publisher }: Stack): void {
  if (mongo.kind === 'none')
    console.log('WARNING: no MongoDB. Everything is in memory: NOTHING IS KEPT after the stop.');
  if (publisher !== undefined) return;
  const events = mongo.kind === 'none' ? 'No events are published.' : 'Events WAIT IN THE OUTBOX.';
  console.log(`WARNING: nats-publisher is not running. ${events}`);
}
