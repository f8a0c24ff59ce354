import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { v7 } from 'uuid';

let millisecond = 0;
let text = '';

/** The system clock as the clock port of the use cases. The text of one millisecond is formatted once. */
export const systemClock = {
  now: () => {
    const millis = Date.now();
    if (millis !== millisecond) {
      millisecond = millis;
      text = new Date(millis).toISOString();
    }
    return text;
  },
  pause: (millis: number): Promise<void> => setTimeout(millis),
};

/** Ids, randomness and digests as ports of the use cases. */
export const systemIds = {
  profileUuid: () => randomBytes(16).toString('hex'),
  uuid: (): string => randomUUID(),
  uuidAt: (at: string): string => v7({ msecs: Date.parse(at) }),
  random: Math.random,
  digest: (text: string) => createHash('sha256').update(text).digest('base64url'),
};
