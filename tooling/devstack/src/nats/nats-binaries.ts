import { mkdir, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cacheFolder } from '../cache/cache-folder.js';
import { goTool } from '../cache/go-tool.js';
import { installOnce } from '../cache/install-once.js';
import { findOnPath } from '../process/find-on-path.js';
import { runCommand } from '../process/run-command.js';
import type { ServerOptions } from '../running-server.js';

/** The version that is fetched or built where the machine has none. */
export const NATS_VERSION = 'v2.15.2';
/** Below the cache's folder: where Debian's package is unpacked to. */
const UNPACKED = 'root';

/** Builds nats-server with Go, which checks the source against the public checksum database. */
export function buildWithGo(options: ServerOptions): Promise<string> {
  const source = 'github.com/nats-io/nats-server/v2';
  const log = (line: string) => options.log(`NATS: ${line}`);
  return goTool({ name: 'nats-server', source, version: NATS_VERSION }, { env: options.env, log });
}

/** Debian's package, unpacked into the cache: installing it would start a service on the machine. */
export async function unpackFromDebian(options: ServerOptions): Promise<string> {
  const [apt, dpkg] = await Promise.all(['apt-get', 'dpkg'].map((program) => findOnPath(program, options.env)));
  if (apt === undefined || dpkg === undefined) throw new Error('apt-get and dpkg not on PATH');
  const folder = join(cacheFolder(options.env), 'nats-server', 'debian');
  await installOnce(folder, async (empty) => {
    options.log('NATS: fetching the Debian package nats-server …');
    const env = { ...options.env, LC_ALL: 'C' };
    const download = { command: apt, args: ['download', 'nats-server'], cwd: empty, env, timeoutMs: 60_000 };
    const fetched = await runCommand(download);
    const [archive] = (await readdir(empty)).filter((name) => name.endsWith('.deb'));
    // The last line may be a mere warning about the sandbox of apt.
    if (archive === undefined) throw new Error(`apt-get download: ${errorLine(fetched.output) ?? fetched.reason}`);
    const root = join(empty, UNPACKED);
    await mkdir(root);
    const unpacked = await runCommand({
      command: dpkg,
      args: ['-x', archive, root],
      cwd: empty,
      env,
      timeoutMs: 60_000,
    });
    if (!unpacked.ok) throw new Error(`dpkg -x failed: ${unpacked.reason}`);
  });
  const places = ['sbin', 'bin'].map((name) => join(folder, UNPACKED, 'usr', name));
  const binary = await findOnPath('nats-server', { PATH: places.join(delimiter) });
  if (binary === undefined) throw new Error("Debian's package has no nats-server in it");
  return binary;
}

function errorLine(output: string): string | undefined {
  return /^E: (.*)$/m.exec(output)?.[1];
}
