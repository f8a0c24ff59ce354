import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Environment, type GuardedProcess, startGuarded } from './guarded-process.js';

export type Command = {
  command: string;
  args: readonly string[];
  env: Environment;
  cwd?: string;
  timeoutMs: number;
  /** Called from time to time while it runs; an answer ends it, as the reason. */
  watch?: () => Promise<string | undefined>;
};

export type Outcome = { ok: boolean; output: string; reason: string };

const WATCH_MS = 500;

/** Runs a command to its end, guarded as the servers are, and never longer than `timeoutMs`. */
export async function runCommand(command: Command): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'devstack-'));
  const logFile = join(folder, 'output.log');
  try {
    const { timeoutMs: _, watch: __, ...program } = command;
    const running = await startGuarded({ ...program, name: command.command, logFile });
    const stopped = await endOrStop(running, command);
    const code = await running.exited;
    const output = await readFile(logFile, 'utf8');
    return { ok: code === 0, output, reason: stopped ?? lastLine(output) };
  } catch (error) {
    return { ok: false, output: '', reason: reasonOf(error) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Resolves when the command has ended; with a reason when it had to be ended. */
async function endOrStop(running: GuardedProcess, command: Command): Promise<string | undefined> {
  const deadline = Date.now() + command.timeoutMs;
  let ended = false;
  void running.exited.then(() => {
    ended = true;
  });
  while (!ended) {
    await withinOrAfter(running.exited, WATCH_MS);
    if (ended) break;
    const reason = Date.now() > deadline ? `not done after ${command.timeoutMs / 1000} s` : await command.watch?.();
    if (reason === undefined) continue;
    await running.stop(500);
    return reason;
  }
  return undefined;
}

async function withinOrAfter(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const time = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, time]);
  clearTimeout(timer);
}

/** The last line that says something: where a program says why it gave up. */
export function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() || 'it said nothing';
}

/** An error as one line. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? 'unknown';
}
