import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run-command.js';

/** The folder of the repository. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The packages that are published, by their folders (tooling/packages/published.mjs). */
export const PUBLISHED = ['client', 'contracts', 'events', 'trpc-fastify'] as const;

/** A packed publication. */
export interface Publication {
  readonly name: string;
  /** The folder that is packed. */
  readonly folder: string;
  /** The path of the tarball. */
  readonly tarball: string;
  /** The paths in the tarball. */
  readonly files: readonly string[];
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** Builds all publications from the sources and packs them, as a release does. */
export async function packAll(destination: string): Promise<Publication[]> {
  const projects = [...PUBLISHED, 'client-testing'].map((name) => `packages/${name}`);
  await run(join(ROOT, 'node_modules/.bin/tsc'), ['-b', ...projects], { cwd: ROOT });
  await run(process.execPath, ['tooling/packages/build.mjs'], { cwd: ROOT });
  const folders = PUBLISHED.map((name) => join(ROOT, 'packages', name, 'dist/npm'));
  const packed = await run('npm', ['pack', '--json', '--pack-destination', destination, ...folders], {
    cwd: destination,
  });
  const tarballs = JSON.parse(packed) as { name: string; filename: string; files: { path: string }[] }[];
  return Promise.all(
    tarballs.map(async ({ name, filename, files }) => {
      const folder = join(ROOT, name.replace('@profiles/', 'packages/'), 'dist/npm');
      return {
        ...{ name, folder, tarball: join(destination, filename) },
        files: files.map(({ path }) => path),
        manifest: JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>,
      };
    }),
  );
}
