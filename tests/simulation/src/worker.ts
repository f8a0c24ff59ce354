import { parentPort } from 'node:worker_threads';
import { installGlobals } from './runtime/globals.js';
import { type Case, simulate } from './simulation.js';

installGlobals();
const real = setImmediate;

/** A request to this thread: one case, with the text of its steps if wanted. */
interface Request {
  readonly simulated: Case;
  readonly records?: boolean;
}

let stray: unknown;
process.on('unhandledRejection', (error) => {
  stray ??= error;
});

parentPort?.on('message', async ({ simulated, records = false }: Request) => {
  stray = undefined;
  const run = await simulate(simulated, { records });
  await new Promise((resolve) => real(resolve));
  const failure =
    run.failure ??
    (stray === undefined
      ? undefined
      : { guarantee: 'no unexpected error', message: `Not handled: ${(stray as Error).stack}` });
  parentPort?.postMessage({ ...run, ...(failure !== undefined && { failure }) });
});
