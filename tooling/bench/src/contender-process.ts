import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuiltRevision } from '@profiles/devstack';
import type { ContenderName, Surroundings, Usage } from './contenders/contender.js';
import { onServerCore } from './cores.js';

/** A contender that runs. */
export interface ContenderProcess {
  readonly name: ContenderName;
  /** The name in reports: of another build with its commit. */
  readonly label: string;
  /** Absent: this build. */
  readonly build: BuiltRevision | undefined;
  readonly url: string;
  readonly ids: readonly string[];
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('./start-contender.js', import.meta.url));

/** The program of another build that starts its contenders. */
const mainOf = ({ folder }: BuiltRevision) => join(folder, 'tooling/bench/dist/start-contender.js');

/** The message of a contender that is ready, or that can't be. */
export type Told = { url: string; ids: readonly string[] } | { cannot: string };

/**
 * Starts a contender: of this build, or of another one by its own program. Rejects, with the reason, when it can't run on this
 * machine. A plugin alone needs no surroundings.
 */
export async function startContender(
  name: ContenderName,
  surroundings?: Surroundings,
  build?: BuiltRevision,
): Promise<ContenderProcess> {
  // Where to leave a profile of the processor's time, for Chrome's developer tools.
  const profiles = process.env['BENCH_PROFILES'];
  const profiled = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];
  const main = build === undefined ? MAIN : mainOf(build);
  const program = [process.execPath, ...profiled, main, name, JSON.stringify(surroundings ?? {})];
  const [command = '', ...args] = onServerCore(program);
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env });
  const [told] = await Promise.race([
    once(child, 'message') as Promise<[Told]>,
    once(child, 'exit').then(([code]): [Told] => [{ cannot: `it ended with ${code}` }]),
  ]);
  if ('cannot' in told) throw new Error(told.cannot);
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...{ name, build, label: build === undefined ? name : `${name}@${build.commit}` },
    ...{ url: told.url, ids: told.ids },
    usage() {
      // One after the other: the responses do not say which request they belong to.
      const usage = last.then(() => usageOf(child));
      last = usage;
      return usage;
    },
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
