import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './repository.mjs';
import { runCommand } from './run-command.mjs';

const CONSOLE = join(ROOT, 'apps', 'console');
const STAMP = join(CONSOLE, 'dist', '.web-built-from');
/** The inputs of the build. The packages are read from their sources. */
const SOURCES = [
  ...['src', 'public', 'index.html', 'vite.config.ts', 'build-web.mjs', 'package.json'].map((name) =>
    join(CONSOLE, name),
  ),
  ...['client', 'contracts', 'domain'].map((name) => join(ROOT, 'packages', name, 'src')),
  join(ROOT, 'pnpm-lock.yaml'),
];

/** Builds the app of the console, unless exactly that is built already. */
export async function buildConsole({ log }) {
  const fingerprint = fingerprintOfSources();
  const isBuilt = existsSync(join(CONSOLE, 'dist', 'web', 'index.html')) && existsSync(STAMP);
  if (isBuilt && readFileSync(STAMP, 'utf8') === fingerprint) return;
  await runCommand(process.execPath, [join(CONSOLE, 'build-web.mjs')], { what: 'Building the console', log });
  writeFileSync(STAMP, fingerprint);
}

function fingerprintOfSources() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesIn)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function filesIn(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
