import { createHash, pbkdf2, randomUUID, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { hash, verify } from '@node-rs/argon2';
import { verify as verifyBcrypt } from '@node-rs/bcrypt';
import type { PasswordHasher } from '@profiles/application';
import { isTooCostly, type PasswordHash, passwordHashFrom } from '@profiles/contracts';

/** argon2id (the library's default) with the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** The beginning of every hash that is made here. */
const OWN_FORM = `$argon2id$v=19$m=${ARGON2.memoryCost},t=${ARGON2.timeCost},p=${ARGON2.parallelism}$`;

/** The hash of a random password. Passwords of unknown users are compared with it, so that they take the same time. */
const placeholderHash = hash(randomUUID(), ARGON2);

/** All algorithms run on threads of their own and never on the event loop. */
export const passwords: PasswordHasher = {
  hash: (password) => hash(password, ARGON2),
  fingerprint: (password, salt) => hash(password, { ...ARGON2, salt: createHash('sha256').update(salt).digest() }),
  verify: async (password, known) => {
    const isRight = await isPasswordOf(password, known ?? (await placeholderHash));
    return known !== undefined && isRight;
  },
  isOwnForm: (known) => known.startsWith(OWN_FORM),
};

/** Compares a password with a hash by the algorithm of the hash. [HASH-1] */
async function isPasswordOf(password: string, known: string): Promise<boolean> {
  if (known.startsWith(OWN_FORM)) return verify(known, password);
  const parts = passwordHashFrom(known);
  // Nothing else is ever stored.
  if (parts === undefined || isTooCostly(parts)) return false;
  switch (parts.algorithm) {
    case 'argon2':
      return verify(known, password);
    case 'bcrypt':
      return verifyBcrypt(password, known);
    case 'scrypt':
      return isEqual(await scryptOf(password, parts), parts.hash);
    case 'pbkdf2':
      return isEqual(await pbkdf2Of(password, parts), parts.hash);
  }
}

type Scrypt = Extract<PasswordHash, { algorithm: 'scrypt' }>;
type Pbkdf2 = Extract<PasswordHash, { algorithm: 'pbkdf2' }>;

function scryptOf(password: string, { logN, blockSize, lanes, salt, hash: expected }: Scrypt): Promise<Buffer> {
  const N = 2 ** logN;
  // The memory that RFC 7914 needs, doubled: Node refuses a limit that is just enough.
  const maxmem = 2 * 128 * blockSize * (N + lanes);
  const length = Buffer.from(expected, 'base64').length;
  return new Promise((resolve, reject) =>
    scrypt(password, Buffer.from(salt, 'base64'), length, { N, r: blockSize, p: lanes, maxmem }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  );
}

const pbkdf2Async = promisify(pbkdf2);

function pbkdf2Of(password: string, { digest, iterations, salt, hash: expected }: Pbkdf2): Promise<Buffer> {
  const length = Buffer.from(expected, 'base64').length;
  return pbkdf2Async(password, Buffer.from(salt, 'base64'), iterations, length, digest);
}

function isEqual(key: Buffer, expected: string): boolean {
  return timingSafeEqual(key, Buffer.from(expected, 'base64'));
}
