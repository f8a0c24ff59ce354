// Bundles one target with the sources of all packages. V8 then tells which parts of this one file an input has run.
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/**
 * Writes the bundle and returns its path. Packages of others are no part of it, and their coverage does not count.
 *
 * @param {string} target The name of the target.
 */
export async function bundled(target) {
  // As deep below a package.json as the sources, which read the version there.
  const file = join(HERE, 'dist', 'bundles', `${target}-${process.pid}.mjs`);
  const bundle = await rolldown({
    input: join(HERE, 'src', 'targets', `${target}.ts`),
    platform: 'node',
    resolve: { conditionNames: ['@profiles/source', 'import', 'node', 'default'] },
    plugins: [{ name: 'packages-of-others', resolveId }],
    onLog: () => {},
  });
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  await bundle.close();
  return file;
}

async function resolveId(source, importer) {
  if (/^(@profiles\/|[./]|node:)/.test(source) || importer === undefined) return undefined;
  const found = await this.resolve(source, importer, { skipSelf: true });
  return found?.id.startsWith('/') ? { id: pathToFileURL(found.id).href, external: true } : found;
}
