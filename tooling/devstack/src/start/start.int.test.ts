import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../process/wait-until.js';
import { ROOT } from './options.js';

const START = fileURLToPath(new URL('../../dist/start.js', import.meta.url));
const APPS = ['profiles-service', 'openapi-adapter', 'console'];
const CUSTOMERS = 20;

// A newcomer starts the build.
beforeAll(() => {
  const projects = ['tooling/devstack', ...APPS.map((app) => `apps/${app}`)];
  execFileSync(join(ROOT, 'node_modules/.bin/tsc'), ['-b', ...projects], { cwd: ROOT });
  execFileSync(process.execPath, [join(ROOT, 'apps/console/build-web.mjs')], { cwd: ROOT });
}, 180_000);

type Started = { child: ChildProcess; output: () => string; dataDir: string };

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** On a machine with nothing: no MongoDB, no NATS, no way to get them. */
async function start(): Promise<Started> {
  const [bare, dataDir] = await Promise.all([newFolder(), newFolder()]);
  const env = { PATH: bare, HOME: bare, XDG_CACHE_HOME: bare, MONGOMS_RUNTIME_DOWNLOAD: 'false' };
  const args = [START, '--seed', String(CUSTOMERS), '--data', dataDir];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const ready = async () => output.includes('Ready after') || child.exitCode !== null;
  await waitUntil(ready, { timeoutMs: 45_000 });
  expect(output).toContain('Ready after');
  return { child, output: () => output, dataDir };
}

function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'start-'));
}

/** Every process that was started on this one's behalf: children, theirs, and so on. */
function descendantsOf(pid: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const children = pairs.flatMap(([child, parent]) => (parent === pid && child !== undefined ? [child] : []));
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
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

test('without any server it runs in memory and says so loudly', async () => {
  const { output } = await start();
  expect(output()).toMatch(/^WARNING: no MongoDB.*NOTHING IS KEPT/m);
  expect(output()).toMatch(/^WARNING: nats-publisher is not running/m);
  expect(output()).toContain(`Sample customers: ${CUSTOMERS} of ${CUSTOMERS}`);
});

test('kill -9 of the starter leaves no process behind', async () => {
  const { child } = await start();
  const family = descendantsOf(Number(child.pid)).filter(isRunning);
  // Three guardians and three apps.
  expect(family.length).toBeGreaterThanOrEqual(6);
  child.kill('SIGKILL');
  expect(await waitUntil(async () => !family.some(isRunning), { timeoutMs: 20_000 })).toBe(true);
});

test('Ctrl-C lets the apps finish and ends with 0', async () => {
  const { child, dataDir } = await start();
  const family = descendantsOf(Number(child.pid));
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(family.filter(isRunning)).toEqual([]);
  for (const app of APPS) {
    expect(await readFile(join(dataDir, 'logs', `${app}.log`), 'utf8')).toContain('SIGTERM: shutting down');
  }
});

test('when an app dies it says so with the end of the log, stops the rest and ends with 1', async () => {
  const { child, output, dataDir } = await start();
  const family = descendantsOf(Number(child.pid));
  const log = await readFile(join(dataDir, 'logs', 'profiles-service.log'), 'utf8');
  process.kill(Number(/"pid":(\d+)/.exec(log)?.[1]), 'SIGKILL');
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(output()).toMatch(/profiles-service was killed\. The end of .*profiles-service\.log:\n {4}\{/);
  expect(family.filter(isRunning)).toEqual([]);
});

test('a second start on the same data is refused', async () => {
  const { child, dataDir } = await start();
  const second = spawn(process.execPath, [START, '--data', dataDir], { stdio: ['ignore', 'ignore', 'pipe'] });
  started.push(second);
  const [message] = await once(second.stderr, 'data');
  expect(String(message)).toContain(`It is running already on ${dataDir} (process ${child.pid})`);
});

test('a check without servers fails and says which one is missing', async () => {
  const bare = await newFolder();
  const env = { PATH: bare, HOME: bare, XDG_CACHE_HOME: bare, MONGOMS_RUNTIME_DOWNLOAD: 'false' };
  const child = spawn(process.execPath, [START, '--check'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  started.push(child);
  let errors = '';
  child.stderr.on('data', (text) => (errors += text));
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(errors).toContain('No MongoDB to check with: MONGODB_URI is not set; mongod not on PATH');
});
