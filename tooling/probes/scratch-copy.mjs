import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LEFT_BEHIND = new Set(['.git', 'dist', 'coverage', '.turbo', '.data', '.schemathesis']);

/**
 * The workspace once more, without build output. Links are copied as links: those of a package's node_modules are
 * relative, so in the copy a package finds its copied neighbours, and npm packages through the linked .pnpm folder.
 */
export async function scratchCopy() {
  // The real path: a tool that resolves links must find files where it was told they are.
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'profiles-probes-')));
  const store = join(ROOT, 'node_modules');
  for (const name of await readdir(ROOT)) {
    if (name !== 'node_modules') await copy(join(ROOT, name), join(scratch, name));
  }
  await mkdir(join(scratch, 'node_modules'));
  for (const name of await readdir(store)) {
    if (name === '.pnpm') await symlink(join(store, name), join(scratch, 'node_modules', name), 'junction');
    else await copy(join(store, name), join(scratch, 'node_modules', name));
  }
  return { path: scratch, remove: () => rm(scratch, { recursive: true, force: true }) };
}

function copy(from, to) {
  const wanted = (source) => !LEFT_BEHIND.has(basename(source));
  return cp(from, to, { recursive: true, verbatimSymlinks: true, filter: wanted });
}

/** Writes one violation: its file, the files it needs, and the links that an install would have made for it. */
export async function plant(scratch, { file, content, also = {}, links = {} }) {
  for (const [path, text] of Object.entries({ ...also, [file]: content })) {
    const target = join(scratch, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  for (const [path, existing] of Object.entries(links)) {
    await mkdir(dirname(join(scratch, path)), { recursive: true });
    await symlink(await realpath(join(scratch, existing)), join(scratch, path), 'junction');
  }
}
