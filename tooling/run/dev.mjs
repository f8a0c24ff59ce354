/** `npm run dev`: the running system, rebuilt on each save. Apps restart by themselves; servers and data stay. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { watch } from 'chokidar';
import { bootstrap } from './bootstrap.mjs';
import { ROOT } from './repository.mjs';

/** Editors write a file in several steps: changes within this time are one. */
const SETTLE_MILLIS = 50;
const APPS = ['profiles-service', 'openapi-adapter', 'nats-publisher', 'retention', 'all-in-one'];

try {
  await bootstrap({ log: console.log });
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
let building = false;
let changed;
const sources = ['packages', 'apps'].flatMap((folder) =>
  readdirSync(join(ROOT, folder)).map((name) => join(ROOT, folder, name, 'src')),
);
watch(sources, { ignoreInitial: true }).on('all', (_event, file) => {
  if (file.endsWith('.ts') && !file.endsWith('.test.ts')) void rebuild(relative(ROOT, file));
});
process.argv.push('--watch');
await import('../devstack/dist/start.js');

/** Compiles what has changed. Node watches the output and restarts the apps that import it. */
async function rebuild(file) {
  changed = file;
  if (building) return;
  building = true;
  while (changed !== undefined) {
    await pause(SETTLE_MILLIS);
    const what = changed;
    changed = undefined;
    const started = Date.now();
    await compile('--noCheck');
    console.log(`Rebuilt after a change of ${what} (${((Date.now() - started) / 1000).toFixed(1)} s).`);
    // Types are checked after the apps have restarted: the check takes longer than the build.
    const { code, output } = await compile();
    if (code !== 0) console.log(`\n${output}`);
  }
  building = false;
}

function compile(...flags) {
  return new Promise((resolve) => {
    const args = ['-b', ...flags, ...APPS.map((app) => `apps/${app}`)];
    const child = spawn(join(ROOT, 'node_modules', '.bin', 'tsc'), args, { cwd: ROOT });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code, output }));
  });
}
