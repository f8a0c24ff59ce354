import { randomUUID } from 'node:crypto';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { waitUntil } from '../process/wait-until.js';

/** Longer than the longest build with Go. */
const LONGEST_INSTALL_MS = 16 * 60_000;

/**
 * Makes sure that `folder` exists, filled by `install` (which gets an empty folder to fill).
 *
 * The rename at the end is what makes it safe for several processes: a half-filled folder is never seen. The lock only
 * spares the second process the work, so a lock that is wrongly taken for stale does no harm.
 */
export async function installOnce(folder: string, install: (empty: string) => Promise<void>): Promise<void> {
  if (await exists(folder)) return;
  await mkdir(dirname(folder), { recursive: true });
  const unlock = await lockOrWait(folder);
  const empty = `${folder}.installing-${process.pid}-${randomUUID().slice(0, 8)}`;
  try {
    if (await exists(folder)) return;
    await mkdir(empty);
    await install(empty);
    await rename(empty, folder).catch(async (error) => {
      // Another process was first: theirs is as good as ours.
      if (!(await exists(folder))) throw error;
    });
  } finally {
    await rm(empty, { recursive: true, force: true });
    await unlock();
  }
}

async function lockOrWait(folder: string): Promise<() => Promise<void>> {
  const lock = `${folder}.lock`;
  const taken = await waitUntil(async () => (await exists(folder)) || takeLock(lock), {
    timeoutMs: LONGEST_INSTALL_MS,
    everyMs: 200,
  });
  const mine = taken && (await holder(lock)) === process.pid;
  return async () => {
    if (mine) await rm(lock, { recursive: true, force: true });
  };
}

async function takeLock(lock: string): Promise<boolean> {
  try {
    // mkdir is atomic where a check followed by a write is not.
    await mkdir(lock);
    await writeFile(join(lock, 'pid'), String(process.pid));
    return true;
  } catch {
    const pid = await holder(lock);
    if (pid !== undefined && !isAlive(pid)) await rm(lock, { recursive: true, force: true });
    return false;
  }
}

async function holder(lock: string): Promise<number | undefined> {
  const text = await readFile(join(lock, 'pid'), 'utf8').catch(() => '');
  return text === '' ? undefined : Number(text);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: alive, but another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
