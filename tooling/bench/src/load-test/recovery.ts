import { shareShed } from './recorder.js';
import type { Run } from './run.js';

/**
 * How many seconds into a run the server is itself again: the end of the first one-second window in which nothing was
 * refused and the 99th percentile is under twice that of the steady run. Undefined when that never came.
 */
export function recoveredAfter(recovery: Run, steady: Run): number | undefined {
  const bearable = 2 * steady.total.answered.p99;
  return recovery.windows.find((window) => shareShed(window) === 0 && window.answered.p99 <= bearable)?.at;
}
