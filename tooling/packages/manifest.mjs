import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../run/repository.mjs';
import { packageNameOf } from './package-names.mjs';

/** Reads a package.json of this repository, by the folder. */
export async function manifestOf(folder) {
  return JSON.parse(await readFile(join(ROOT, folder, 'package.json'), 'utf8'));
}

/**
 * The package.json of a publication. Its dependencies are those that the bundle imports, in the versions that the tests ran
 * with or newer compatible ones.
 *
 * @param {{ folder: string, entries: readonly string[], imports: Iterable<string>, optionalPeers: readonly string[], owners: readonly string[] }} publication
 */
export async function publishedManifest({ folder, entries, imports, optionalPeers, owners }) {
  const own = await manifestOf(folder);
  const { license, engines, repository } = await manifestOf('.');
  const { name, version, description, keywords, peerDependencies = {}, peerDependenciesMeta = {} } = own;
  const peers = { ...peerDependencies };
  const optional = { ...peerDependenciesMeta };
  for (const peer of optionalPeers) {
    peers[peer] = `^${(await manifestOf(folderOf(peer))).version}`;
    optional[peer] = { optional: true };
  }
  const dependencies = {};
  for (const imported of [...new Set([...imports].flatMap((id) => packageNameOf(id) ?? []))].sort()) {
    if (imported === name || imported in peers || isBuiltin(imported)) continue;
    dependencies[imported] = `^${await installedVersion(imported, owners)}`;
  }
  return {
    ...{ name, version, description, keywords, license, type: 'module' },
    repository: { ...repository, directory: folder },
    engines,
    sideEffects: false,
    ...{ main: './index.cjs', module: './index.js', types: './index.d.cts' },
    exports: { ...Object.fromEntries(entries.map(exportOf)), './package.json': './package.json' },
    ...withMembers({ dependencies, peerDependencies: peers, peerDependenciesMeta: optional }),
  };
}

const withMembers = (parts) =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0));

/** The file of an entry, without extension: `testing` of `./testing`. */
export const fileOf = (entry) => (entry === '.' ? 'index' : entry.slice(2));

function exportOf(entry) {
  const file = `./${fileOf(entry)}`;
  return [
    entry,
    {
      import: { types: `${file}.d.ts`, default: `${file}.js` },
      require: { types: `${file}.d.cts`, default: `${file}.cjs` },
    },
  ];
}

/** Packages of this repository are in the folder of their name. */
export const folderOf = (name) => name.replace('@profiles/', 'packages/');

async function installedVersion(name, owners) {
  for (const owner of owners) {
    try {
      return (await manifestOf(join(owner, 'node_modules', name))).version;
    } catch {
      // Another package of the bundle brings it along.
    }
  }
  throw new Error(`${name} is imported, but none of ${owners.join(', ')} depends on it.`);
}
