/**
 * Runs one app and restarts it when a file that it imports has changed: `restarting.mjs <main.js> [settle millis]`.
 *
 * Differs from `node --watch` in one point: a second process stands by, with the packages of `node_modules` loaded. It
 * takes over after a save, so that a restart loads the files of this repository alone (see standby.mjs).
 * Plain JavaScript outside src, like guardian.mjs.
 */
import { fork } from 'node:child_process';
import { readFileSync, realpathSync, watch } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Compilers write a file in several steps: changes within this time, in milliseconds, are one. */
const SETTLE_MILLIS = Number(process.argv[3] ?? 20);
/** After this time the app has started, and the next standby no longer competes with it for the processor. */
const STANDBY_AFTER_MILLIS = 3_000;
const STANDBY = fileURLToPath(new URL('standby.mjs', import.meta.url));

const main = resolve(process.argv[2]);
/** Files that the running app has imported. Node reports them to a parent that asks for it, as its own watch mode does. */
const imported = new Set();
let running;
let next = standby();
let settled;
let isRestarting = false;
let isEnding = false;

for (const folder of packagesOf(join(main, '../..'))) {
  watch(join(folder, 'dist'), { recursive: true }, (_event, name) => {
    if (name?.endsWith('.js') && imported.has(join(folder, 'dist', name))) restartSoon();
  });
}
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, end);
start();

function standby() {
  return fork(STANDBY, [main], {
    env: { ...process.env, WATCH_REPORT_DEPENDENCIES: '1' },
    execArgv: ['--enable-source-maps', '--experimental-import-meta-resolve'],
  });
}

function start() {
  running = next ?? standby();
  next = undefined;
  imported.clear();
  imported.add(main);
  running.on('message', (message) => {
    for (const url of message['watch:import'] ?? []) if (url.startsWith('file:')) imported.add(fileURLToPath(url));
  });
  running.once('exit', (code) => {
    if (!isRestarting && !isEnding)
      console.error(`The app ended with code ${code}. It starts again after the next save.`);
  });
  running.send('start');
  setTimeout(() => {
    next ??= standby();
  }, STANDBY_AFTER_MILLIS);
}

function restartSoon() {
  clearTimeout(settled);
  settled = setTimeout(restart, SETTLE_MILLIS);
}

async function restart() {
  if (isEnding) return;
  if (isRestarting) return restartSoon();
  isRestarting = true;
  running.kill('SIGTERM');
  await exitOf(running);
  isRestarting = false;
  if (!isEnding) start();
}

/** The guardian signals the whole process group. A second signal would end the app without finishing its requests. */
async function end() {
  if (isEnding) return;
  isEnding = true;
  next?.kill('SIGKILL');
  await exitOf(running);
  process.exit(running.exitCode ?? 0);
}

function exitOf(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  return new Promise((done) => {
    child.once('exit', done);
  });
}

/** The folders of a package and of the packages of this repository that it depends on. */
function packagesOf(folder, found = new Set()) {
  const real = realpathSync(folder);
  if (found.has(real)) return found;
  found.add(real);
  const { dependencies = {} } = JSON.parse(readFileSync(join(real, 'package.json'), 'utf8'));
  for (const [name, version] of Object.entries(dependencies)) {
    if (version.startsWith('workspace:')) packagesOf(join(real, 'node_modules', name), found);
  }
  return found;
}
