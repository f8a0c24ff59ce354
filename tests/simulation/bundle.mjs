// Bundles the simulation from the sources of all packages. A planted fault changes the text of one source in the bundle and
// nowhere else.
import { mkdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(HERE, '..', '..');
const MODULES = join(HERE, 'src', 'modules');

/** Sizes that a run of a second does not reach. */
const SCALED = [
  {
    file: 'apps/nats-publisher/src/sender.ts',
    from: 'export const MIN_BATCH_SIZE = 16;',
    to: 'export const MIN_BATCH_SIZE = 3;',
  },
];

/** Modules that the bundle gets others for: clocks, randomness, the broker, and what the simulated code does not use. */
const REPLACED = {
  'node:timers/promises': 'timers-promises.ts',
  'node:crypto': 'crypto.ts',
  '@nats-io/jetstream': 'jetstream.ts',
  '@nats-io/nats-core': 'nats-core.ts',
  '@nats-io/kv': 'nothing.ts',
  '@profiles/service-kit': 'service-kit.ts',
  'lru-cache': 'lru-cache.ts',
  mongodb: 'nothing.ts',
};

/**
 * Writes the bundle and returns its path.
 *
 * @param {string} name The name of the file.
 * @param {{ file: string, from: string, to: string } | undefined} fault A change of one source file, by its path from the root.
 * @throws When the text to change does not occur in the file exactly once.
 */
export async function bundled(name, fault) {
  const folder = join(HERE, 'dist');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.mjs`);
  const bundle = await rolldown({
    input: join(HERE, 'src', 'worker.ts'),
    platform: 'node',
    shimMissingExports: true,
    // Of the MongoDB store the relay needs constants and pure functions; the driver stays out.
    treeshake: { moduleSideEffects: (id) => !id.includes('/packages/mongo-store/') },
    resolve: { conditionNames: ['@profiles/source', 'import', 'node', 'default'] },
    plugins: [replacing(), await changing(fault === undefined ? SCALED : [...SCALED, fault])],
    onLog: () => {},
  });
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  await bundle.close();
  return file;
}

function replacing() {
  return {
    name: 'simulated-modules',
    async resolveId(source, importer) {
      if (source in REPLACED) return join(MODULES, REPLACED[source]);
      if (/^(@profiles\/|[./]|node:)/.test(source) || importer === undefined) return undefined;
      // Packages of others are loaded as they are.
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found?.id.startsWith('/') ? { id: pathToFileURL(found.id).href, external: true } : found;
    },
  };
}

/**
 * A plugin that changes texts of sources, one after the other.
 *
 * @throws When a text to change does not occur in its file exactly once.
 */
export async function changing(changes) {
  const sources = new Map();
  for (const { file, from, to } of changes) {
    const parts = (sources.get(file) ?? (await readFile(join(ROOT, file), 'utf8'))).split(from);
    if (parts.length !== 2) throw new Error(`The text to change occurs ${parts.length - 1} times in ${file}: ${from}`);
    sources.set(file, parts.join(to));
  }
  return {
    name: 'changed-sources',
    transform: (_code, id) => {
      const code = sources.get(relative(ROOT, id));
      return code === undefined ? undefined : { code, moduleType: 'ts' };
    },
  };
}
