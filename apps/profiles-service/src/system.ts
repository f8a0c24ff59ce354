import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { hash } from '@node-rs/argon2';
import type { Clock, Ids, PasswordHasher } from '@profiles/application';

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  pause: (millis) => setTimeout(millis),
};

export const systemIds: Ids = {
  profileUuid: () => randomBytes(16).toString('hex'),
  uuid: randomUUID,
  random: Math.random,
  digest: (text) => createHash('sha256').update(text).digest('base64url'),
};

/** argon2id (the library's default) with the parameters OWASP recommends: 19 MiB, two passes, one lane. */
export const argon2Passwords: PasswordHasher = {
  hash: (password) => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
};
