import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Environment = Record<string, string | undefined>;

export type GuardedCommand = {
  name: string;
  command: string;
  args: readonly string[];
  env: Environment;
  cwd?: string;
  /** The program's stdout and stderr are appended here. */
  logFile: string;
};

export type GuardedProcess = {
  /** The program's own process id, not the guardian's. */
  pid: number;
  /** The exit code, or null when a signal ended it. */
  exited: Promise<number | null>;
  /** SIGTERM to the program and what it started, SIGKILL after the grace time. Resolves when it is gone. */
  stop(graceMs?: number): Promise<void>;
  /** Sends the signal to the program's process group at once. */
  kill(signal: NodeJS.Signals): void;
};

type Report = { pid?: number; error?: string; exited?: number | null };

const GUARDIAN = fileURLToPath(new URL('../../guardian.mjs', import.meta.url));
const GRACE_MS = 5_000;

/**
 * Starts a program that ends together with this process: after stop(), after Ctrl-C and also after kill -9, since a
 * guardian process holds a pipe from here and ends the program when the pipe closes.
 */
export async function startGuarded(command: GuardedCommand): Promise<GuardedProcess> {
  await mkdir(dirname(command.logFile), { recursive: true });
  const { name: _, ...program } = command;
  // detached: a Ctrl-C in the terminal goes to the whole foreground group and must not reach the guardian first.
  // NODE_OPTIONS is emptied, or a debugger or loader meant for this process would be loaded there as well.
  const guardian = spawn(process.execPath, [GUARDIAN], {
    detached: true,
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  // Writing to a guardian that has gone (EPIPE) is no fault: then the program is gone too.
  guardian.stdin.on('error', () => {});
  let pid: number | undefined;
  let exitCode: number | null = null;
  let over = false;
  const exited = new Promise<number | null>((resolve) => {
    guardian.once('close', () => {
      over = true;
      resolve(exitCode);
    });
  });
  const started = new Promise<number>((resolve, reject) => {
    createInterface({ input: guardian.stdout }).on('line', (line) => {
      const report = JSON.parse(line) as Report;
      if (report.exited !== undefined) exitCode = report.exited;
      if (report.error !== undefined) reject(new Error(`${command.name}: ${report.error}`));
      if (report.pid === undefined) return;
      pid = report.pid;
      resolve(report.pid);
    });
    guardian.once('error', reject);
    guardian.once('exit', (code, signal) => {
      // The guardian itself was killed: nothing else would end the program now.
      if (signal !== null && pid !== undefined) signalGroup(pid, 'SIGKILL');
      reject(new Error(`${command.name}: the guardian ended early (${signal ?? code})`));
    });
  });
  guardian.stdin.write(`${JSON.stringify(program)}\n`);
  const ownPid = await started;
  return {
    pid: ownPid,
    exited,
    async stop(graceMs = GRACE_MS) {
      if (!over) guardian.stdin.write(`${JSON.stringify({ stop: graceMs })}\n`);
      await exited;
    },
    kill(signal) {
      if (!over) signalGroup(ownPid, signal);
    },
  };
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // Gone already, which is what a signal to end it wants.
  }
}
