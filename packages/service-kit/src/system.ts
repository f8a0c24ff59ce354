import { createHash, randomFillSync, randomInt, randomUUID } from 'node:crypto';
import { setImmediate, setTimeout } from 'node:timers/promises';
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
  /** A pause of no length ends in the next turn of the event loop; a timer would take a millisecond. */
  pause: (millis: number): Promise<void> => (millis === 0 ? setImmediate() : setTimeout(millis)),
};

/** Random bytes for the next uuids: one request for many costs hardly more than one for each. */
const pool = Buffer.alloc(4096);
const UUID_BYTES = 16;
/** The first number of a millisecond leaves the highest of the 32 bits to the ones that follow. */
const SEQUENCES_OF_A_MILLISECOND = 2 ** 31;
let used = pool.length;

function profileUuid(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += UUID_BYTES;
  return pool.toString('hex', used - UUID_BYTES, used);
}

let idMillis = 0;
let sequence = 0;

/**
 * A UUIDv7 of an instant. Ids that this process makes for one millisecond ascend, so a list in the order of ids keeps the
 * order in which they were made (RFC 9562, section 6.2). The `v7` of the library counts for the current time only.
 */
function uuidAt(at: string): string {
  const millis = Date.parse(at);
  sequence = millis === idMillis ? sequence + 1 : randomInt(SEQUENCES_OF_A_MILLISECOND);
  idMillis = millis;
  return v7({ msecs: millis, seq: sequence });
}

/** Ids, randomness and digests as ports of the use cases. */
export const systemIds = {
  profileUuid,
  uuid: (): string => randomUUID(),
  uuidAt,
  random: Math.random,
  digest: (text: string) => createHash('sha256').update(text).digest('base64url'),
};
