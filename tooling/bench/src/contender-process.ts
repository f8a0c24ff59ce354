import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ContenderName, Surroundings, Usage } from './contenders/contender.js';
import { onServerCore } from './cores.js';

/** A contender that runs. */
export interface ContenderProcess {
  readonly name: ContenderName;
  readonly url: string;
  readonly ids: readonly string[];
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('./start-contender.js', import.meta.url));

/** What a contender tells when it is ready, or when it can't be. */
export type Told = { url: string; ids: readonly string[] } | { cannot: string };

/** Rejects, with the reason, when the contender can't be had on this machine. A plugin alone needs no surroundings. */
export async function startContender(name: ContenderName, surroundings?: Surroundings): Promise<ContenderProcess> {
  // Where to leave a profile of the processor's time, for Chrome's developer tools.
  const profiles = process.env['BENCH_PROFILES'];
  const profiled = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];
  const program = [process.execPath, ...profiled, MAIN, name, JSON.stringify(surroundings ?? {})];
  const [command = '', ...args] = onServerCore(program);
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env });
  const [told] = (await once(child, 'message')) as [Told];
  if ('cannot' in told) throw new Error(told.cannot);
  return {
    ...{ name, url: told.url, ids: told.ids },
    usage: () => usageOf(child),
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

async function usageOf(child: ChildProcess): Promise<Usage> {
  child.send('usage');
  const [usage] = (await once(child, 'message')) as [Usage];
  return usage;
}
