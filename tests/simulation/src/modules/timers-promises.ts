// Takes the place of node:timers/promises in the bundle of the simulation.
import { simulatedScheduler } from '../runtime/globals.js';

export function setTimeout<T>(millis: number, value?: T, { signal }: { signal?: AbortSignal } = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const scheduler = simulatedScheduler();
    const aborted = () => {
      scheduler.stopTimer(timer);
      reject(signal?.reason);
    };
    const timer = scheduler.startTimer(() => {
      signal?.removeEventListener('abort', aborted);
      resolve(value as T);
    }, millis);
    signal?.addEventListener('abort', aborted);
  });
}
