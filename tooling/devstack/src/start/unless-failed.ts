import { setTimeout as pause } from 'node:timers/promises';
import type { Stack } from './stack.js';

/** A caller notices a dead app before its guardian has reported it. */
const REPORT_MS = 2_000;

/** The outcome of the work, unless something ends meanwhile that should be running: then that is what is told. */
export async function unlessFailed<T>({ failed }: Pick<Stack, 'failed'>, work: Promise<T>): Promise<T> {
  const failure = failed.then((text) => Promise.reject(new Error(text)));
  const patient = work.catch(async (error: unknown) => {
    await Promise.race([failure, pause(REPORT_MS)]);
    throw error;
  });
  return Promise.race([patient, failure]);
}
