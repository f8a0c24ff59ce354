import { createHash, randomUUID } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { PasswordHasher } from '@profiles/application';

/** argon2id (the library's default) with the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a random password. Passwords of unknown users are compared with it, so that they take the same time. */
const placeholderHash = hash(randomUUID(), ARGON2);

export const argon2Passwords: PasswordHasher = {
  hash: (password) => hash(password, ARGON2),
  fingerprint: (password, salt) => hash(password, { ...ARGON2, salt: createHash('sha256').update(salt).digest() }),
  verify: async (password, known) => {
    const isRight = await verify(known ?? (await placeholderHash), password);
    return known !== undefined && isRight;
  },
};
