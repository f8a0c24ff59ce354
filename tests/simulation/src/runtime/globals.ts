import type { Random } from './random.js';
import { type Scheduler, START_MILLIS, type Timer } from './scheduler.js';

/** The simulation that the clocks, the timers and the randomness of this thread belong to. */
let simulation: { readonly scheduler: Scheduler; readonly random: Random } | undefined;

const RealDate = Date;
const real = { random: Math.random, setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };

/** Wall clock of the current process. */
function wallMillis(): number {
  if (simulation === undefined) return RealDate.now();
  const { scheduler } = simulation;
  return START_MILLIS + Math.floor(scheduler.now) + scheduler.current.skew;
}

class SimulatedDate extends RealDate {
  constructor(...parts: [] | [number | string | Date]) {
    if (parts.length === 0) super(wallMillis());
    else super(...(parts as [number]));
  }

  static override now(): number {
    return wallMillis();
  }
}

/** A timer of Node as the simulated code sees it. */
interface Handle {
  readonly timer: Timer;
  ref(): Handle;
  unref(): Handle;
}

function handleOf(timer: Timer): Handle {
  const handle: Handle = { timer, ref: () => handle, unref: () => handle };
  return handle;
}

/**
 * Replaces clocks, timers and randomness of this thread, once. The relay and the consumer use them directly; domain and
 * application take them through ports. Outside of a simulation the real ones stay in effect.
 */
export function installGlobals(): void {
  const started = (run: () => void, millis: number, every?: number) => {
    if (simulation === undefined) return real.setTimeout(run, millis);
    return handleOf(simulation.scheduler.startTimer(run, millis, every));
  };
  const cleared = (handle?: Handle | NodeJS.Timeout) => {
    if (handle === undefined || handle === null) return;
    if ('timer' in handle) simulation?.scheduler.stopTimer(handle.timer);
    else real.clearTimeout(handle);
  };
  Object.assign(globalThis, {
    Date: SimulatedDate,
    setTimeout: (run: () => void, millis = 1, ...args: unknown[]) => started(() => run(...(args as [])), millis),
    setInterval: (run: () => void, millis = 1, ...args: unknown[]) =>
      started(() => run(...(args as [])), millis, millis),
    clearTimeout: cleared,
    clearInterval: cleared,
  });
  const monotonic = performance.now.bind(performance);
  performance.now = () => (simulation === undefined ? monotonic() : simulation.scheduler.now);
  Math.random = () => (simulation === undefined ? real.random() : simulation.random.next());
}

/** Enters a simulation, or leaves it. */
export function enterSimulation(entered: typeof simulation): void {
  simulation = entered;
}

/** Randomness of the current simulation. */
export function simulatedRandom(): Random {
  if (simulation === undefined) throw new Error('There is no simulation.');
  return simulation.random;
}

export function simulatedScheduler(): Scheduler {
  if (simulation === undefined) throw new Error('There is no simulation.');
  return simulation.scheduler;
}
