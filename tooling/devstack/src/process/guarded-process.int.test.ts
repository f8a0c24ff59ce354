import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { type GuardedProcess, startGuarded } from './guarded-process.js';
import { waitUntil } from './wait-until.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const FAMILY = here('../../fixtures/family.mjs');
const STARTER = here('../../fixtures/starter.mjs');

// The starter is a plain node process and can't read TypeScript: it uses the build.
beforeAll(() => {
  execFileSync(here('../../../../node_modules/.bin/tsc'), ['-b', here('../../')]);
}, 60_000);

function newLog(): string {
  return join(mkdtempSync(join(tmpdir(), 'guarded-')), 'output.log');
}

function startFamily(logFile: string, ...args: string[]): Promise<GuardedProcess> {
  return startGuarded({
    name: 'family',
    command: process.execPath,
    args: [FAMILY, ...args],
    env: process.env,
    logFile,
  });
}

async function familyIn(logFile: string): Promise<number[]> {
  let pids: number[] = [];
  const found = await waitUntil(
    async () => {
      const [, ...numbers] = /family (\d+) (\d+)/.exec(readFileSync(logFile, 'utf8')) ?? [];
      pids = numbers.map(Number);
      return pids.length === 2;
    },
    { timeoutMs: 10_000 },
  );
  expect(found).toBe(true);
  return pids;
}

/** An orphan that is not collected yet (state Z) is dead as well. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function expectGone(pids: number[]): Promise<void> {
  expect(await waitUntil(async () => !pids.some(isRunning), { timeoutMs: 15_000 })).toBe(true);
}

test.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)(
  'a program and its children end when their starter gets %s',
  async (signal) => {
    const logFile = newLog();
    const starter = spawn(process.execPath, [STARTER, FAMILY, logFile], {
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(starter.stdout, 'data');
    const family = await familyIn(logFile);
    expect(family.every(isRunning)).toBe(true);
    // To the whole group, as a terminal does it.
    process.kill(-Number(starter.pid), signal);
    await expectGone(family);
  },
  30_000,
);

test('stop ends a program that ignores SIGTERM after the grace time, and what it has started too', async () => {
  const logFile = newLog();
  const running = await startFamily(logFile, 'stubborn');
  const family = await familyIn(logFile);
  expect(family[0]).toBe(running.pid);
  await running.stop(100);
  expect(await running.exited).toBeNull();
  await expectGone(family);
});

test('kill(SIGKILL) hits the program itself at once and is reported', async () => {
  const logFile = newLog();
  const running = await startFamily(logFile, 'stubborn');
  const family = await familyIn(logFile);
  running.kill('SIGKILL');
  expect(await running.exited).toBeNull();
  await expectGone(family);
  await running.stop();
});

test('the exit code and the output of a program that ends by itself are kept', async () => {
  const logFile = newLog();
  const args = ['-e', 'console.log("out"); console.error("err"); process.exitCode = 3'];
  const running = await startGuarded({ name: 'short', command: process.execPath, args, env: {}, logFile });
  expect(await running.exited).toBe(3);
  expect(readFileSync(logFile, 'utf8')).toBe('out\nerr\n');
});

test('a program that is not there is refused with its name', async () => {
  const starting = startGuarded({ name: 'ghost', command: '/no/such/program', args: [], env: {}, logFile: newLog() });
  await expect(starting).rejects.toThrow('ghost: spawn /no/such/program ENOENT');
});

test('a program ends when its guardian is killed', async () => {
  const logFile = newLog();
  const running = await startFamily(logFile);
  const family = await familyIn(logFile);
  const guardian = execFileSync('ps', ['-o', 'ppid=', '-p', `${running.pid}`], { encoding: 'utf8' });
  process.kill(Number(guardian), 'SIGKILL');
  await running.exited;
  await expectGone(family);
});
