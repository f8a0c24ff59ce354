import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../cache/cache-folder.js';
import { installOnce } from '../cache/install-once.js';
import { runCommand } from '../process/run-command.js';
import type { ServerOptions } from '../running-server.js';
import { NATS_VERSION } from './nats-binaries.js';

const DOWNLOAD_TIMEOUT_MS = 60_000;

/** The address of the official archives and the checksum of each; tests bring their own. */
export type NatsRelease = { origin: string; sha256: Readonly<Record<string, string>> };

/**
 * The checksums of SHA256SUMS of that release, one per platform (`linux-amd64`, `darwin-arm64` …). A platform without a
 * checksum is skipped: an archive is used only if its checksum was compared with the release page.
 */
export const OFFICIAL_RELEASE: NatsRelease = {
  origin: 'https://github.com/nats-io/nats-server/releases/download',
  sha256: {},
};

/** Downloads the official archive, if its checksum is known, and unpacks it into the cache. */
export async function downloadRelease(release: NatsRelease, options: ServerOptions): Promise<string> {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const sha256 = release.sha256[platform];
  if (sha256 === undefined) throw new Error('official release: no pinned checksum for this platform');
  const name = `nats-server-${NATS_VERSION}-${platform}`;
  const folder = join(cacheFolder(options.env), 'nats-server', `${NATS_VERSION}-release`);
  await installOnce(folder, async (empty) => {
    options.log(`NATS: downloading ${name} …`);
    const archive = join(empty, 'archive.tar.gz');
    await writeFile(archive, await download(`${release.origin}/${NATS_VERSION}/${name}.tar.gz`, sha256));
    const args = ['-xzf', archive, '-C', empty, '--strip-components=1'];
    const unpacked = await runCommand({ command: 'tar', args, env: options.env, timeoutMs: DOWNLOAD_TIMEOUT_MS });
    if (!unpacked.ok) throw new Error(`official release: tar failed: ${unpacked.reason}`);
  });
  return join(folder, 'nats-server');
}

async function download(url: string, sha256: string): Promise<Buffer> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) }).catch((error) => {
    // fetch only says "fetch failed"; the reason stands in the cause.
    throw new Error(`official release: ${(error.cause ?? error).message}`);
  });
  if (!answer.ok) throw new Error(`official release: the download answered ${answer.status}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) throw new Error(`official release: checksum ${found} instead of the pinned one`);
  return bytes;
}
