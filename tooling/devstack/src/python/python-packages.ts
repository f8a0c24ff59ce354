import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../cache/cache-folder.js';
import { installOnce } from '../cache/install-once.js';
import type { Environment } from '../process/guarded-process.js';
import { runCommand } from '../process/run-command.js';
import type { Python } from './find-python.js';

const INSTALL_TIMEOUT_MS = 300_000;

/** The packages to install: the name is that of its folder in the cache and of the log line. */
export type PythonPackages = { name: string; requirements: string };

export type PythonOptions = { env: Environment; log(line: string): void };

/** The environment in which that python3 finds the packages; they are fetched first where they are not in the cache. */
export async function withPackages(
  { python, kind }: Python,
  packages: PythonPackages,
  options: PythonOptions,
): Promise<Environment> {
  const wanted = await readFile(packages.requirements, 'utf8');
  // Parts of them may be native: another Python needs another folder.
  const key = createHash('sha256').update(`${kind}\n${wanted}`).digest('hex').slice(0, 16);
  const folder = join(cacheFolder(options.env), packages.name, key);
  await installOnce(folder, (empty) => install(python, { ...packages, folder: empty }, options));
  return { ...options.env, PYTHONPATH: folder };
}

/** Into a plain folder: unlike a venv it can be renamed afterwards. */
async function install(
  python: string,
  { name, requirements, folder }: PythonPackages & { folder: string },
  { env, log }: PythonOptions,
): Promise<void> {
  log(`Fetching ${name} from PyPI …`);
  const venv = `${folder}-venv`;
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', folder];
  try {
    const done = await runCommand({
      command: await pythonWithPip({ python, venv, name }, env),
      args: [...args, '--requirement', requirements],
      // A user's PIP_USER=1 can't go together with --target.
      env: { ...env, PIP_USER: '0' },
      timeoutMs: INSTALL_TIMEOUT_MS,
    });
    if (!done.ok) throw new Error(`pip could not install ${name}: ${done.reason}`);
  } finally {
    await rm(venv, { recursive: true, force: true });
  }
}

/** Debian's python3 comes without pip, sometimes without venv too. */
async function pythonWithPip(
  { python, venv, name }: { python: string; venv: string; name: string },
  env: Environment,
): Promise<string> {
  const pip = await runCommand({ command: python, args: ['-m', 'pip', '--version'], env, timeoutMs: 20_000 });
  if (pip.ok) return python;
  const made = await runCommand({ command: python, args: ['-m', 'venv', venv], env, timeoutMs: 60_000 });
  if (made.ok) return join(venv, 'bin', 'python3');
  throw new Error(`${name} needs pip or venv; python3 here has neither`);
}
