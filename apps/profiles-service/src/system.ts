import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { hash, verify } from '@node-rs/argon2';
import type { Clock, Ids, PasswordHasher } from '@profiles/application';
import { v7 } from 'uuid';

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  pause: (millis) => setTimeout(millis),
};

export const systemIds: Ids = {
  profileUuid: () => randomBytes(16).toString('hex'),
  uuid: randomUUID,
  uuidAt: (at) => v7({ msecs: Date.parse(at) }),
  random: Math.random,
  digest: (text) => createHash('sha256').update(text).digest('base64url'),
};

/** argon2id (the library's default) with the parameters OWASP recommends: 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a password that nobody has: what an unknown user's password is compared with. */
const nobodysHash = hash(randomUUID(), ARGON2);

export const argon2Passwords: PasswordHasher = {
  hash: (password) => hash(password, ARGON2),
  fingerprint: (password, salt) => hash(password, { ...ARGON2, salt: createHash('sha256').update(salt).digest() }),
  verify: async (password, known) => {
    const isRight = await verify(known ?? (await nobodysHash), password);
    return known !== undefined && isRight;
  },
};
