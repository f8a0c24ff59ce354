import type { ContenderProcess } from '../contender-process.js';
import { underLoad } from '../load.js';
import { median } from '../median.js';
import { askedIn, doneIn } from './recorder.js';
import { type RunParts, runAt } from './run.js';

const CLIENTS = 64;
const ROUNDS = 3;
const STEPS = [1, 0.85, 0.7, 0.55, 0.4, 0.25];
/** On a machine that others use too, a second of theirs must not decide. */
const MAX_NOT_DONE = 0.01;
const MAX_P99_MILLIS = 500;

/** A rate that was held, and what it was found from. */
export interface Sustainable {
  /** The rate that this many clients reach when each sends its next request at once. */
  readonly closedLoopPerSecond: number;
  readonly ratePerSecond: number;
}

interface Search {
  readonly contender: ContenderProcess;
  readonly parts: Omit<RunParts, 'name'>;
  readonly load: { readonly token: string; readonly make: Parameters<typeof underLoad>[1] };
  readonly stepSeconds: number;
}

/**
 * The highest rate at which nearly everything is done and 99 of 100 answers come within half a second. Looked for
 * downwards from what a closed loop reaches. Throws when not even the lowest step holds.
 */
export async function sustainableRate(search: Search): Promise<Sustainable> {
  const { parts, stepSeconds } = search;
  const closedLoopPerSecond = await closedLoop(search);
  console.log(`closed loop of ${CLIENTS} clients: ${closedLoopPerSecond.toFixed(0)}/s`);
  for (const step of STEPS) {
    const ratePerSecond = Math.round(closedLoopPerSecond * step);
    if (await holds(ratePerSecond, parts, stepSeconds)) return { closedLoopPerSecond, ratePerSecond };
  }
  throw new Error('No rate was held: the machine is too busy.');
}

/** The median of a few rounds; before the first, the service has time to get warm. */
async function closedLoop({ contender, load: { token, make }, stepSeconds }: Search): Promise<number> {
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const warmUpMillis = round === 0 ? stepSeconds * 1000 : 0;
    const load = { clients: CLIENTS, warmUpMillis, millis: stepSeconds * 500, token };
    rates.push((await underLoad(contender, make, load)).requestsPerSecond);
  }
  return median(rates);
}

async function holds(ratePerSecond: number, parts: Search['parts'], seconds: number): Promise<boolean> {
  const { total } = await runAt({ ratePerSecond, seconds, from: 0 }, { ...parts, name: 'step' });
  const notDone = 1 - doneIn(total) / askedIn(total);
  const { p99 } = total.answered;
  console.log(`${ratePerSecond}/s: p99 ${p99.toFixed(0)} ms, ${(notDone * 100).toFixed(2)} % not done`);
  return notDone <= MAX_NOT_DONE && p99 <= MAX_P99_MILLIS;
}
