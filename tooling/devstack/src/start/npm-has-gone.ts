import { readFile } from 'node:fs/promises';
import { waitUntil } from '../process/wait-until.js';

const LOOK_EVERY_MS = 1_000;

/**
 * Resolves when npm, whose command this process is, has gone without a word (kill -9). No Ctrl-C would reach this
 * process any more then. Started without npm, it never resolves.
 */
export async function npmHasGone(): Promise<void> {
  if (process.env['npm_lifecycle_event'] === undefined) return new Promise(() => {});
  const before = await ancestors();
  await waitUntil(async () => (await ancestors()) !== before, { timeoutMs: Infinity, everyMs: LOOK_EVERY_MS });
}

/** The parent; where that is the shell which npm has put between, its parent as well, if the system tells (Linux). */
async function ancestors(): Promise<string> {
  const parent = process.ppid;
  const stat = await readFile(`/proc/${parent}/stat`, 'utf8').catch(() => '');
  const [, command = '', grandparent] = /\((.*)\) \S (\d+)/.exec(stat) ?? [];
  return /^(da|ba|z|a)?sh$/.test(command) ? `${grandparent} ${parent}` : `${parent}`;
}
