import { execFileSync, spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

const SERVER_CORE = '0';
const LAST_CORE = cpus().length - 1;
const canPin = LAST_CORE > 0 && spawnSync('taskset', ['-V']).status === 0;

/** A command and its arguments. */
export type Program = readonly string[];

/**
 * Leaves the first core to the contenders: the load, the store, and whatever else this process starts from now on have the
 * others. Otherwise they would get in each other's way at random.
 */
export function leaveServerCore(): void {
  if (canPin) execFileSync('taskset', ['-acp', `1-${LAST_CORE}`, String(process.pid)], { stdio: 'ignore' });
}

/** The command that starts a program pinned to the first core, where the machine has `taskset`. */
export const onServerCore = (program: Program): Program => onCores(SERVER_CORE, program);

/** The program as if nothing was pinned. */
export const onAllCores = (program: Program): Program => onCores(`0-${LAST_CORE}`, program);

function onCores(cores: string, program: Program): Program {
  return canPin ? ['taskset', '-c', cores, ...program] : program;
}
