/**
 * Loads the packages from `node_modules` that an app depends on, then waits for a message and becomes the app:
 * `standby.mjs <main.js>`. Those packages are more than half of an app's start.
 */
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const main = process.argv[2];
const begun = new Promise((resolve) => {
  process.once('message', resolve);
});
await Promise.all(externalsOf(join(main, '../..')).map(load));
await begun;
// The channel reports imports to the parent. It must not keep the app alive.
process.channel?.unref();
process.argv = [process.execPath, main];
await import(pathToFileURL(main).href);

/** One that can't be loaded is left to the app, whose error has the place of its import. */
async function load([name, folder]) {
  try {
    await import(import.meta.resolve(name, pathToFileURL(join(folder, 'dist/index.js')).href));
  } catch {}
}

function externalsOf(folder, seen = new Set()) {
  const real = realpathSync(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  const { dependencies = {} } = JSON.parse(readFileSync(join(real, 'package.json'), 'utf8'));
  return Object.entries(dependencies).flatMap(([name, version]) =>
    version.startsWith('workspace:') ? externalsOf(join(real, 'node_modules', name), seen) : [[name, real]],
  );
}
