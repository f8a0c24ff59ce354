import { setTimeout as pause } from 'node:timers/promises';

export type Patience = { timeoutMs: number; everyMs?: number; signal?: AbortSignal };

/** Asks again and again until `condition` answers something truthy; false when the time is over. */
export async function waitUntil(condition: () => Promise<unknown>, patience: Patience): Promise<boolean> {
  const deadline = Date.now() + patience.timeoutMs;
  while (patience.signal?.aborted !== true) {
    if (await condition()) return true;
    if (Date.now() >= deadline) return false;
    await pause(patience.everyMs ?? 50);
  }
  return false;
}
