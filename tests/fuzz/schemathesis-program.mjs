// Schemathesis, in the folder where the downloads of this project are kept.
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, findOnPath, installOnce, runCommand } from './built.mjs';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
const INSTALL_TIMEOUT_MS = 300_000;
// What the pinned Schemathesis asks for.
const ABOUT_PYTHON = `import sys, sysconfig
print(sysconfig.get_platform(), sys.implementation.cache_tag)
sys.exit(sys.version_info < (3, 10))`;

/** The python3 to run it with, or why there is none. */
export async function findPython(env) {
  const python = await findOnPath('python3', env);
  if (python === undefined) return { why: 'python3 is not on PATH' };
  const asked = await runCommand({ command: python, args: ['-c', ABOUT_PYTHON], env, timeoutMs: 20_000 });
  return asked.ok ? { python, kind: asked.output.trim() } : { why: 'python3 is older than 3.10' };
}

/** Schemathesis as a command, fetched first where it is not in the cache. */
export async function schemathesis({ python, kind }, { env, log }) {
  const wanted = await readFile(REQUIREMENTS, 'utf8');
  // Parts of it are native: another Python needs another folder.
  const name = createHash('sha256').update(`${kind}\n${wanted}`).digest('hex').slice(0, 16);
  const folder = join(cacheFolder(env), 'schemathesis', name);
  await installOnce(folder, (empty) => install({ python, folder: empty }, { env, log }));
  return { command: python, args: ['-m', 'schemathesis.cli'], env: { ...env, PYTHONPATH: folder } };
}

/** Into a plain folder: unlike a venv it can be renamed afterwards. */
async function install({ python, folder }, { env, log }) {
  log('Fetching Schemathesis from PyPI …');
  const venv = `${folder}-venv`;
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', folder];
  const done = await runCommand({
    command: await pythonWithPip({ python, venv }, env),
    args: [...args, '--requirement', REQUIREMENTS],
    // A user's PIP_USER=1 can't go together with --target.
    env: { ...env, PIP_USER: '0' },
    timeoutMs: INSTALL_TIMEOUT_MS,
  });
  await rm(venv, { recursive: true, force: true });
  if (!done.ok) throw new Error(`pip could not install Schemathesis: ${done.reason}`);
}

/** Debian's python3 comes without pip, sometimes without venv too. */
async function pythonWithPip({ python, venv }, env) {
  const pip = await runCommand({ command: python, args: ['-m', 'pip', '--version'], env, timeoutMs: 20_000 });
  if (pip.ok) return python;
  const made = await runCommand({ command: python, args: ['-m', 'venv', venv], env, timeoutMs: 60_000 });
  if (made.ok) return join(venv, 'bin', 'python3');
  throw new Error('Schemathesis needs pip or venv; python3 here has neither');
}
