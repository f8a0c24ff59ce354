import { execFile } from 'node:child_process';
import { access, mkdir, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const FETCHED = join(tmpdir(), 'customer-profiles-promtool');
const FETCH_MILLIS = 120_000;

/**
 * The path of promtool: `PROMTOOL`, the one on the PATH, or the one in Debian's package `prometheus`, which is unpacked into
 * a temporary folder and not installed. Undefined where none of them works.
 */
export async function findPromtool(): Promise<string | undefined> {
  const fetched = join(FETCHED, 'usr/bin/promtool');
  for (const path of [process.env['PROMTOOL'], 'promtool', fetched]) {
    if (path !== undefined && (await works(path))) return path;
  }
  try {
    await mkdir(FETCHED, { recursive: true });
    const options = { cwd: FETCHED, timeout: FETCH_MILLIS };
    await run('apt-get', ['download', 'prometheus'], options).catch(async () => {
      await run('apt-get', ['update'], options);
      await run('apt-get', ['download', 'prometheus'], options);
    });
    const archive = (await readdir(FETCHED)).find((name) => name.endsWith('.deb'));
    await run('dpkg', ['-x', String(archive), FETCHED], options);
    await access(fetched);
    return fetched;
  } catch {
    return undefined;
  }
}

async function works(path: string): Promise<boolean> {
  return run(path, ['--version']).then(
    () => true,
    () => false,
  );
}
