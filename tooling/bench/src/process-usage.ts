import { readFileSync } from 'node:fs';
import type { Usage } from './contenders/contender.js';

/** Linux counts the processor's time in these, in microseconds. */
const TICK = 10_000;
const PAGE = 4096;

/** The CPU time and memory of another process since its start, from Linux. Throws where there is no such process or no `/proc`. */
export function usageOfProcess(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { cpuMicros: (Number(fields[11]) + Number(fields[12])) * TICK, rss: Number(fields[21]) * PAGE };
}
