import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedPnpm, pnpm } from './pnpm.mjs';
import { ROOT } from './repository.mjs';
import { runCommand } from './run-command.mjs';

const STAMP = join(ROOT, 'node_modules', '.installed-from');
const ROOT_FILES = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc'];
/** Where packages are, one level deep, and `tooling/devstack` beside them. */
const FOLDERS_OF_PACKAGES = ['packages', 'apps', 'tooling', 'tests', 'examples'];

/** Installs what the lockfile says, unless exactly that is installed already. */
export async function installDependencies({ log }) {
  if (isInstalled()) return;
  const { command, args } = pnpm(['install', '--frozen-lockfile', '--config.confirmModulesPurge=false']);
  const what = `Installing the dependencies with ${pinnedPnpm()}`;
  const { seconds } = await runCommand(command, args, { what, log });
  writeFileSync(STAMP, fingerprint());
  log(`Dependencies installed (${seconds} s).`);
}

function isInstalled() {
  if (!existsSync(join(ROOT, 'node_modules', '.modules.yaml')) || !existsSync(STAMP)) return false;
  if (readFileSync(STAMP, 'utf8') !== fingerprint()) return false;
  return manifests().every((manifest) => !needsModules(manifest) || existsSync(join(manifest, '..', 'node_modules')));
}

/** Changes when another install is due. The platform belongs to it: some dependencies are native. */
function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${pinnedPnpm()}`);
  const files = [...ROOT_FILES.map((name) => join(ROOT, name)), ...manifests()].filter(existsSync);
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function manifests() {
  return FOLDERS_OF_PACKAGES.map((folder) => join(ROOT, folder))
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name, 'package.json')))
    .filter(existsSync)
    .sort();
}

function needsModules(manifest) {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
  return Object.keys({ ...dependencies, ...devDependencies }).length > 0;
}
