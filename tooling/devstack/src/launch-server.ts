import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StartedServer } from './fallback-chain.js';
import { freePort } from './process/free-port.js';
import { type GuardedProcess, startGuarded } from './process/guarded-process.js';
import { lastLine } from './process/run-command.js';
import type { Address } from './process/tcp.js';
import { waitUntil } from './process/wait-until.js';
import type { ServerOptions } from './running-server.js';

/** How one kind of server is started and known to be up. */
export type ServerProgram = {
  kind: string;
  command: string;
  args(port: number): readonly string[];
  /** Additions to the environment. */
  env?: Record<string, string>;
  uri(port: number): string;
  /** Answers true when it can be worked with; errors count as "not yet". */
  ready(address: Address): Promise<boolean>;
  note?: string;
};

const READY_TIMEOUT_MS = 30_000;
const ATTEMPTS = 3;

/** Starts the program on the wished or a free port and waits until it answers. */
export async function launchServer(program: ServerProgram, options: ServerOptions): Promise<StartedServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launchOn(options.port || (await freePort()), program, options);
    } catch (error) {
      // Between finding a free port and using it another process may have taken it.
      const lostRace = !options.port && /address.*in use/i.test(String(error));
      if (!lostRace || attempt === ATTEMPTS) throw error;
    }
  }
}

async function launchOn(port: number, program: ServerProgram, options: ServerOptions): Promise<StartedServer> {
  const logFile = join(options.dataDir, `${program.kind}.log`);
  const child = await startGuarded({
    name: program.kind,
    command: program.command,
    args: program.args(port),
    env: { ...options.env, ...program.env },
    cwd: options.dataDir,
    logFile,
  });
  if (!(await becomesReady(child, () => program.ready({ host: '127.0.0.1', port })))) {
    await child.stop();
    const log = await readFile(logFile, 'utf8').catch(() => '');
    throw new Error(`${program.kind} did not start: ${lastLine(log)}`);
  }
  return {
    kind: program.kind,
    uri: program.uri(port),
    pid: child.pid,
    ended: child.exited,
    stop: () => child.stop(),
    kill: () => child.kill('SIGKILL'),
    ...(program.note === undefined ? {} : { note: program.note }),
  };
}

async function becomesReady(child: GuardedProcess, ready: () => Promise<boolean>): Promise<boolean> {
  const ended = new AbortController();
  void child.exited.then(() => ended.abort());
  const answers = await waitUntil(() => ready().catch(() => false), {
    timeoutMs: READY_TIMEOUT_MS,
    signal: ended.signal,
  });
  // Another program may be answering on that port while ours has failed to get it.
  return answers && !ended.signal.aborted;
}
