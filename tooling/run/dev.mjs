/** `npm run dev`: the running system. A save restarts the apps that use the file; servers and data stay. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { watch } from 'chokidar';
import { bootstrap } from './bootstrap.mjs';
import { ROOT } from './repository.mjs';
import { transpile } from './transpile.mjs';

/** Time without a save until the types are checked, in milliseconds: the restart of the apps comes first. */
const CHECK_AFTER_MILLIS = 3_000;
const APPS = ['profiles-service', 'openapi-adapter', 'nats-publisher', 'events-gateway', 'retention', 'all-in-one'];

try {
  await bootstrap({ log: console.log });
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
let dueCheck;
let runningCheck;
// The app of the console is not transpiled file by file: `pnpm --filter @profiles/console dev` serves it from its sources.
const sources = ['packages', 'apps'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name !== 'console')
    .map((name) => join(ROOT, folder, name, 'src')),
);
watch(sources, { ignoreInitial: true }).on('all', (_event, file) => {
  if (file.endsWith('.ts') && !file.endsWith('.test.ts')) void rebuild(relative(ROOT, file));
});
process.argv.push('--watch');
await import('../devstack/dist/start.js');

/** Compiles the file. The apps that import it restart: see tooling/devstack/restarting.mjs. */
async function rebuild(file) {
  clearTimeout(dueCheck);
  stopCheck();
  dueCheck = setTimeout(checkTypes, CHECK_AFTER_MILLIS);
  try {
    await transpile(file);
    console.log(`Compiled ${file}.`);
  } catch (error) {
    console.log(`\n${file} was not compiled:\n${error.message}`);
  }
}

/**
 * Writes declarations alone: the `.js` files, which it would write again, restart the apps. (With `--noEmit` the compiler
 * refuses references whose files have changed: TS6310.)
 */
function checkTypes() {
  const args = ['-b', '--emitDeclarationOnly', ...APPS.map((app) => `apps/${app}`)];
  // A group of its own, because the command starts the compiler as another process.
  const check = spawn(join(ROOT, 'node_modules', '.bin', 'tsc'), args, { cwd: ROOT, detached: true });
  runningCheck = check;
  let output = '';
  check.stdout.on('data', (chunk) => {
    output += chunk;
  });
  check.on('error', (error) => console.log(`The types were not checked: ${error.message}`));
  check.on('close', (code) => {
    if (runningCheck !== check) return;
    runningCheck = undefined;
    if (code !== 0) console.log(`\n${output}`);
  });
}

/** Ends the check of the state before, which would compete with the restart for the processor. */
function stopCheck() {
  const check = runningCheck;
  runningCheck = undefined;
  if (check?.pid === undefined) return;
  try {
    if (process.platform === 'win32') check.kill();
    else process.kill(-check.pid, 'SIGTERM');
  } catch {
    // It has just ended.
  }
}
