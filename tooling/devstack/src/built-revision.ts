import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache/cache-folder.js';
import { installOnce } from './cache/install-once.js';
import { runCommand } from './process/run-command.js';

/** Another revision of this repository, built. */
export interface BuiltRevision {
  /** The abbreviated commit. */
  readonly commit: string;
  /** The folder with its sources and the output of its build. */
  readonly folder: string;
}

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
/** Time for the installation of the dependencies and for the compiler, each. */
const STEP_MILLIS = 5 * 60_000;

/**
 * Builds a revision in the cache, the first time that it is requested. It gets the dependencies of its own lockfile.
 *
 * @throws an Error that names the step that failed, when this clone has no such revision or when it can't be built.
 */
export async function builtRevision(ref: string): Promise<BuiltRevision> {
  const hash = commitOf(ref);
  const folder = join(cacheFolder(process.env), 'builds', hash);
  await installOnce(folder, async (empty) => {
    console.log(`building ${ref} (${hash.slice(0, 7)}) in the cache …`);
    await checkOut(hash, empty);
    const { packageManager } = JSON.parse(await readFile(join(empty, 'package.json'), 'utf8')) as Manifest;
    const install = ['--yes', packageManager, 'install', '--frozen-lockfile', '--prefer-offline'];
    await step('the installation of the dependencies', empty, ['npx', ...install]);
    // Without a type check: its commit has passed one.
    await step('the compiler', empty, [join(empty, 'node_modules/.bin/tsc'), '-b', '--noCheck']);
  });
  return { commit: hash.slice(0, 7), folder };
}

interface Manifest {
  readonly packageManager: string;
}

/** The full hash of a commit. */
function commitOf(ref: string): string {
  try {
    return git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`).trim();
  } catch {
    throw new Error(`${ref}: this clone has no such commit. Fetch it first (git fetch --unshallow).`);
  }
}

/** The files of a commit, without a work tree that git would have to know of. */
async function checkOut(hash: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const archive = join(folder, '.archive.tar');
  git('archive', '--format=tar', '--output', archive, hash);
  await step('the checkout', folder, ['tar', '-xf', archive]);
  await rm(archive);
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: REPOSITORY, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

async function step(name: string, cwd: string, [command = '', ...args]: readonly string[]): Promise<void> {
  const done = await runCommand({ command, args, cwd, env: process.env, timeoutMs: STEP_MILLIS });
  if (!done.ok) throw new Error(`${name} failed: ${done.reason}`);
}
