import { setTimeout } from 'node:timers/promises';
import type { Ask } from './callers.js';
import type { Recorder } from './recorder.js';

/** Requests beyond this number are not sent, and are counted as such. */
const MAX_OUTSTANDING = 8192;

export interface Pace {
  readonly ratePerSecond: number;
  readonly seconds: number;
  /** The number of the first question, so that later runs ask others. */
  readonly from: number;
}

/**
 * Asks at a steady rate, whether or not answers come: independent callers do not wait for each other. Each answer is timed from
 * the moment its question was meant to be sent, so that what a slow server delays counts as slow.
 */
export async function openLoop(ask: Ask, { ratePerSecond, seconds, from }: Pace, recorder: Recorder): Promise<void> {
  const startedAt = performance.now();
  const count = Math.floor(ratePerSecond * seconds);
  const running = new Set<Promise<void>>();
  const send = async (n: number) => {
    const meantAt = startedAt + (n * 1000) / ratePerSecond;
    const status = await ask(from + n);
    recorder.answered(status, performance.now() - meantAt);
  };
  for (let sent = 0; sent < count; ) {
    const due = Math.min(count, Math.floor(((performance.now() - startedAt) / 1000) * ratePerSecond) + 1);
    for (; sent < due; sent++) {
      if (running.size >= MAX_OUTSTANDING) {
        recorder.unsent();
        continue;
      }
      const one = send(sent).finally(() => running.delete(one));
      running.add(one);
    }
    await setTimeout(1);
  }
  await Promise.all(running);
}
