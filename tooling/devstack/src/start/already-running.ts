import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

type Mark = { pid: number };

/**
 * Takes the data folder for this process; throws when another start still uses it: two databases on the same files
 * would each fail in a confusing way. Returns a function that releases it.
 */
export async function takeDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'running.json');
  const mark = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Mark,
    () => undefined,
  );
  if (mark !== undefined && (await isStarter(mark.pid))) {
    throw new Error(`It is running already on ${dataDir} (process ${mark.pid}): stop that one first, with Ctrl-C.`);
  }
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, JSON.stringify({ pid: process.pid } satisfies Mark));
  return () => rm(file, { force: true });
}

/** Alive, and a start of ours: after kill -9 and a while the number may be another program's. */
async function isStarter(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // Linux tells; elsewhere being alive has to do.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return command === undefined || /start\.m?js/.test(command);
}
