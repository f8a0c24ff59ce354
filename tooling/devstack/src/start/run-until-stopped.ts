import { setTimeout as pause } from 'node:timers/promises';
import type { ToStop } from './to-stop.js';
import { untilStopped } from './until-stopped.js';

/** Time for a server that is still starting when the stop is requested. */
const SETTLE_MS = 10_000;

/** The end of the work: a result, an error, or a request to stop. */
export type End<T> = { result: T } | { error: Error } | { stopped: string };

/** Does the work until it ends or is to be stopped, then stops everything that it has started, also half-way. */
export async function runUntilStopped<T>(work: Promise<T>, running: ToStop): Promise<End<T>> {
  const ending = work.then(
    (result): End<T> => ({ result }),
    (error: Error): End<T> => ({ error }),
  );
  const end = await Promise.race([ending, untilStopped().then((stopped): End<T> => ({ stopped }))]);
  if ('stopped' in end) console.log(`\n${end.stopped}: stopping the apps, then the servers …`);
  await running.stopAll();
  // A part that was just being started arrives only now, and is stopped on arrival.
  await Promise.race([ending, pause(SETTLE_MS)]);
  await running.stopAll();
  return end;
}
