import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The circumstances of a run, which its raw figures carry. */
export interface Machine {
  /** The start of the run. */
  readonly at: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryMiB: number;
  readonly system: string;
  /** The load average of the last minute, when the run began. */
  readonly loadAverage: number;
  readonly node: string;
  readonly v8: string;
  /** The commit of this build; with a plus sign when files differ from it. */
  readonly revision: string;
  /** The versions of the libraries that decide the figures. */
  readonly libraries: Readonly<Record<string, string>>;
}

const LIBRARIES = ['@nats-io/transport-node', '@trpc/server', 'fastify', 'mongodb', 'undici', 'zod'];

/** Describes this machine and this build. */
export function machineNow(): Machine {
  const { node, v8 } = process.versions;
  return {
    at: new Date().toISOString(),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryMiB: Math.round(totalmem() / 1024 / 1024),
    system: `${platform()} ${release()} ${arch()}`,
    loadAverage: Number((loadavg()[0] ?? 0).toFixed(2)),
    ...{ node: `v${node}`, v8, revision: revisionNow() },
    libraries: Object.fromEntries(LIBRARIES.map((name) => [name, versionOf(name)])),
  };
}

function revisionNow(): string {
  const options = { cwd: fileURLToPath(new URL('.', import.meta.url)), encoding: 'utf8' } as const;
  try {
    const commit = execFileSync('git', ['rev-parse', '--short=7', 'HEAD'], options).trim();
    const changed = execFileSync('git', ['status', '--porcelain', '--untracked-files=no'], options).trim();
    return changed === '' ? commit : `${commit}+`;
  } catch {
    // The sources may have been copied without their history.
    return 'unknown';
  }
}

/** The installed version of a dependency of the bench. From its folder: not every package exports its manifest. */
function versionOf(name: string): string {
  const manifest = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
