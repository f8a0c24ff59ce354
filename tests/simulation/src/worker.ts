import { parentPort } from 'node:worker_threads';
import { CHECKED_IN_PLACE } from './invariants/events.js';
import { INVARIANTS } from './invariants/invariants.js';
import { installGlobals } from './runtime/globals.js';
import { type Case, simulate } from './simulation.js';
import { planOf } from './workload/plan.js';

installGlobals();
const real = setImmediate;

/** A request to this thread: one case, with the text of its steps if wanted. */
interface Request {
  readonly simulated: Case;
  readonly records?: boolean;
  /** Parts without which a fault can not show. A seed without one of them is left out. */
  readonly needs?: readonly Need[];
}

type Need = 'hasPublishers' | 'hasSubscribers' | 'isSlow';

/** A request for the guarantees that simulations check. */
type Listing = { readonly guarantees: true };

let stray: unknown;
process.on('unhandledRejection', (error) => {
  stray ??= error;
});

parentPort?.on('message', async (request: Request | Listing) => {
  if ('guarantees' in request) return parentPort?.postMessage(guarantees());
  const { simulated, records = false, needs = [] } = request;
  const plan = needs.length > 0 ? planOf(simulated.seed) : undefined;
  if (plan !== undefined && !needs.every((need) => plan[need])) return parentPort?.postMessage({ isLeftOut: true });
  stray = undefined;
  // Traces of expected errors would take a tenth of the time.
  Error.stackTraceLimit = records ? 10 : 0;
  const run = await simulate(simulated, { records });
  await new Promise((resolve) => real(resolve));
  const failure =
    run.failure ??
    (stray === undefined
      ? undefined
      : { guarantee: 'no unexpected error', message: `Not handled: ${(stray as Error).stack}` });
  parentPort?.postMessage({ ...run, ...(failure !== undefined && { failure }) });
});

function guarantees() {
  return [...INVARIANTS, ...CHECKED_IN_PLACE].map(({ guarantee, statement }) => ({ guarantee, statement }));
}
