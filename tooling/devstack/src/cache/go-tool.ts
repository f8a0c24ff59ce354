import { join } from 'node:path';
import { findOnPath } from '../process/find-on-path.js';
import { runCommand } from '../process/run-command.js';
import type { ServerOptions } from '../running-server.js';
import { cacheFolder } from './cache-folder.js';
import { installOnce } from './install-once.js';

/** A program that is built from the source of a Go module. */
export interface GoTool {
  /** Name of the program: the last part of its package. */
  readonly name: string;
  /** Path of its package, such as `helm.sh/helm/v3/cmd/helm`. */
  readonly source: string;
  /** Exact version, such as `v3.22.0`. */
  readonly version: string;
}

type GoOptions = Pick<ServerOptions, 'env' | 'log'>;

/** Longest build, in milliseconds: the largest tools take minutes on two cores. */
const BUILD_TIMEOUT_MS = 15 * 60_000;
const SAY_EVERY_MS = 10_000;

/**
 * Builds a program with Go, once per version, and returns its path. Go checks the source against the public checksum
 * database.
 *
 * @throws Error with the reason when Go is missing or the build fails
 */
export async function goTool({ name, source, version }: GoTool, options: GoOptions): Promise<string> {
  const go = await findOnPath('go', options.env);
  if (go === undefined) throw new Error('go not on PATH');
  const folder = join(cacheFolder(options.env), name, `${version}-go`);
  await installOnce(folder, async (empty) => {
    options.log(`building ${name} ${version} with Go, the first time takes minutes …`);
    const built = await runCommand({
      command: go,
      args: ['install', `${source}@${version}`],
      // Without cgo: no C compiler is needed, and the program runs on every Linux.
      env: { ...options.env, GOBIN: empty, CGO_ENABLED: '0' },
      timeoutMs: BUILD_TIMEOUT_MS,
      watch: sayStillBuilding(name, options),
    });
    if (!built.ok) throw new Error(`go install failed: ${built.reason}`);
  });
  return join(folder, name);
}

/**
 * Downloads the source of a Go module and returns its folder.
 *
 * @throws Error with the reason when Go is missing or the download fails
 */
export async function goModule(module: string, options: GoOptions): Promise<string> {
  const go = await findOnPath('go', options.env);
  if (go === undefined) throw new Error('go not on PATH');
  const args = ['mod', 'download', '-json', module];
  const { ok, output, reason } = await runCommand({
    command: go,
    args,
    env: options.env,
    timeoutMs: BUILD_TIMEOUT_MS,
  });
  const folder = /"Dir": "([^"]+)"/.exec(output)?.[1];
  if (!ok || folder === undefined) throw new Error(`go mod download failed: ${reason}`);
  return folder;
}

function sayStillBuilding(name: string, { log }: GoOptions): () => Promise<undefined> {
  const startedAt = Date.now();
  let said = 0;
  return async () => {
    const periods = Math.floor((Date.now() - startedAt) / SAY_EVERY_MS);
    if (periods === said) return;
    said = periods;
    log(`${name}: still building (${(periods * SAY_EVERY_MS) / 1000} s) …`);
  };
}
