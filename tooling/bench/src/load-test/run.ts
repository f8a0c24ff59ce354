import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Ask } from './callers.js';
import { openLoop, type Pace } from './open-loop.js';
import { createRecorder, type Outcomes } from './recorder.js';
import type { Vitals } from './watch.js';

/** One second of a run: what was answered in it, and how the apps were at its end. */
export interface Window extends Outcomes {
  /** When it ended, in seconds since the run began. */
  readonly at: number;
  /** How late those who ask were themselves: the 99th percentile in milliseconds. It is part of what they wait. */
  readonly callersDelayP99: number;
  /** Absent when the apps did not tell in time. */
  readonly vitals?: Vitals;
}

/** A run at one rate. */
export interface Run {
  readonly name: string;
  readonly ratePerSecond: number;
  /** For so long there were new requests; the last answers may come later. */
  readonly seconds: number;
  readonly total: Outcomes;
  readonly windows: readonly Window[];
}

export interface RunParts {
  readonly name: string;
  readonly ask: Ask;
  readonly vitals: () => Promise<Vitals>;
}

/** Asks at a steady rate and looks every second at what comes of it, until the last answer is there. */
export async function runAt(pace: Pace, { name, ask, vitals }: RunParts): Promise<Run> {
  const recorder = createRecorder();
  const startedAt = performance.now();
  const secondsNow = () => (performance.now() - startedAt) / 1000;
  const windows: Window[] = [];
  const ownDelay = monitorEventLoopDelay({ resolution: 10 });
  ownDelay.enable();
  let over = false;
  const asked = openLoop(ask, pace, recorder).finally(() => {
    over = true;
  });
  while (!over) {
    await Promise.race([asked, setTimeout(1000 - ((secondsNow() * 1000) % 1000))]);
    const callersDelayP99 = ownDelay.percentile(99) / 1e6;
    ownDelay.reset();
    const window = { at: secondsNow(), callersDelayP99, ...recorder.takeWindow() };
    const told = await vitals().catch(() => undefined);
    windows.push({ ...window, ...(told && { vitals: told }) });
  }
  ownDelay.disable();
  await asked;
  const { ratePerSecond, seconds } = pace;
  return { name, ratePerSecond, seconds, total: recorder.total(), windows };
}
