import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../cache/cache-folder.js';
import { runCommand } from '../process/run-command.js';
import type { ServerOptions } from '../running-server.js';

const LOCATE = fileURLToPath(new URL('../../locate-mongod.mjs', import.meta.url));
const STALLED_MS = 8_000;
const LONGEST_DOWNLOAD_MS = 10 * 60_000;
const SLOW_MS = 2_000;
const DAY_MS = 24 * 60 * 60_000;

/**
 * The path of a mongod that mongodb-memory-server has or fetches.
 *
 * The limit is on standing still, not on the whole: a slow line may take minutes for the 100 MB, a firewall that drops
 * packets would take minutes to say nothing. A slow failure is remembered for a day, or every start would wait again.
 */
export async function fetchMongod(options: ServerOptions): Promise<string> {
  const folder = join(cacheFolder(options.env), 'mongod');
  await mkdir(folder, { recursive: true });
  const mark = join(folder, 'download-failed');
  const failedAt = Number(await readFile(mark, 'utf8').catch(() => '0'));
  if (Date.now() - failedAt < DAY_MS) {
    throw new Error(`mongodb-memory-server: its download failed less than a day ago (tried again without ${mark})`);
  }
  options.log('MongoDB: asking mongodb-memory-server for a mongod …');
  const startedAt = Date.now();
  const located = await runCommand({
    command: process.execPath,
    args: [LOCATE, folder],
    env: { ...options.env, NODE_OPTIONS: '' },
    timeoutMs: LONGEST_DOWNLOAD_MS,
    watch: standingStill(folder),
  });
  const path = /^mongod=(.+)$/m.exec(located.output)?.[1];
  if (path !== undefined) return path;
  if (Date.now() - startedAt > SLOW_MS) await writeFile(mark, String(Date.now()));
  throw new Error(`mongodb-memory-server: ${located.reason.replace(/^error=/, '')}`);
}

const STALLED = `no byte of mongod arrived within ${STALLED_MS / 1000} s`;

function standingStill(folder: string): () => Promise<string | undefined> {
  let size = -1;
  let grownAt = Date.now();
  return async () => {
    const now = await sizeOf(folder);
    if (now !== size) {
      size = now;
      grownAt = Date.now();
    }
    return Date.now() - grownAt > STALLED_MS ? STALLED : undefined;
  };
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      (entry) => entry.size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
