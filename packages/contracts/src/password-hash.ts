import { formedText, type Refusal } from './text-field.js';

/** A password hash of another system, read from its text. All lengths and memory are in bytes. */
export type PasswordHash =
  | { readonly algorithm: 'argon2'; readonly memoryKiB: number; readonly passes: number; readonly lanes: number }
  | { readonly algorithm: 'bcrypt'; readonly cost: number }
  | {
      readonly algorithm: 'scrypt';
      readonly logN: number;
      readonly blockSize: number;
      readonly lanes: number;
      readonly salt: string;
      readonly hash: string;
    }
  | {
      readonly algorithm: 'pbkdf2';
      readonly digest: 'sha256' | 'sha512';
      readonly iterations: number;
      readonly salt: string;
      readonly hash: string;
    };

/**
 * [HASH-1] The highest cost of each algorithm: about two seconds of one core (contract, section 5). The figures are those of
 * `node tooling/bench/dist/password-costs.js`, rounded down to a power of two or a round number.
 */
export const MAX_HASH_COST = {
  /** Memory in KiB times passes. */
  argon2: 2_000_000,
  /** Memory of one verification, in KiB: several run at once within the memory of the service. */
  argon2MemoryKiB: 262_144,
  /** log2 of the rounds. */
  bcrypt: 14,
  /** N · r · p. */
  scrypt: 2 ** 22,
  /** N · r: a verification needs 128 times as many bytes. */
  scryptMemory: 2 ** 21,
  /** Iterations for each block of the digest's length. */
  pbkdf2: { sha256: 5_000_000, sha512: 2_500_000 },
} as const;

const BASE64 = '[A-Za-z0-9+/]';
const ARGON2 = new RegExp(
  `^\\$argon2(?:id|i|d)\\$v=19\\$m=(\\d{1,10}),t=(\\d{1,10}),p=(\\d{1,8})\\$(${BASE64}{11,64})\\$(${BASE64}{16,86})$`,
);
const BCRYPT = /^\$2[aby]\$(\d{2})\$[./A-Za-z0-9]{53}$/;
const SCRYPT = new RegExp(
  `^\\$scrypt\\$ln=(\\d{1,2}),r=(\\d{1,4}),p=(\\d{1,4})\\$(${BASE64}{2,128})\\$(${BASE64}{22,128})$`,
);
const PBKDF2 = new RegExp(
  `^\\$pbkdf2-(sha256|sha512)\\$i=(\\d{1,10})(?:,l=(\\d{1,3}))?\\$(${BASE64}{2,344})\\$(${BASE64}{22,172})$`,
);
/** The form of passlib: the iterations alone, and `.` in place of `+`. */
const PASSLIB = /^\$pbkdf2-(sha256|sha512)\$(\d{1,10})\$([A-Za-z0-9./]{2,344})\$([A-Za-z0-9./]{22,172})$/;

const UNSUPPORTED: Refusal = {
  message:
    'Expected a hash of argon2 (v=19), scrypt or PBKDF2 (sha256, sha512) as a PHC string, or of bcrypt ($2a$, $2b$, $2y$). Without padding.',
};
const TOO_COSTLY: Refusal = {
  message: 'Its parameters are too costly: a verification would take more than two seconds. Leave it out.',
};

/** The parts of a password hash, or undefined for one that is unsupported or malformed. */
export function passwordHashFrom(text: string): PasswordHash | undefined {
  return argon2From(text) ?? bcryptFrom(text) ?? scryptFrom(text) ?? pbkdf2From(text);
}

function argon2From(text: string): PasswordHash | undefined {
  const match = ARGON2.exec(text);
  if (match === null) return undefined;
  const [memoryKiB = 0, passes = 0, lanes = 0] = match.slice(1, 4).map(Number);
  const isValid = lanes >= 1 && lanes <= 255 && passes >= 1 && memoryKiB >= 8 * lanes;
  return isValid && isBase64(match[4]) && isBase64(match[5])
    ? { algorithm: 'argon2', memoryKiB, passes, lanes }
    : undefined;
}

function bcryptFrom(text: string): PasswordHash | undefined {
  const cost = Number(BCRYPT.exec(text)?.[1] ?? 0);
  return cost >= 4 && cost <= 31 ? { algorithm: 'bcrypt', cost } : undefined;
}

function scryptFrom(text: string): PasswordHash | undefined {
  const match = SCRYPT.exec(text);
  if (match === null) return undefined;
  const [logN = 0, blockSize = 0, lanes = 0] = match.slice(1, 4).map(Number);
  const [salt = '', hash = ''] = match.slice(4);
  const isValid = logN >= 1 && logN < 32 && blockSize >= 1 && lanes >= 1 && isBase64(salt) && isBase64(hash);
  return isValid ? { algorithm: 'scrypt', logN, blockSize, lanes, salt, hash } : undefined;
}

function pbkdf2From(text: string): PasswordHash | undefined {
  const match = PBKDF2.exec(text);
  if (match !== null) {
    const [, digest, iterations, length, salt = '', hash = ''] = match;
    const isOfLength = length === undefined || Number(length) === bytesIn(hash);
    return isOfLength ? pbkdf2Of({ digest, iterations, salt, hash }) : undefined;
  }
  const [, digest, iterations, salt = '', hash = ''] = PASSLIB.exec(text) ?? [];
  const plus = (part: string) => part.replaceAll('.', '+');
  return iterations === undefined ? undefined : pbkdf2Of({ digest, iterations, salt: plus(salt), hash: plus(hash) });
}

interface Pbkdf2Parts {
  readonly digest: string | undefined;
  readonly iterations: string | undefined;
  readonly salt: string;
  readonly hash: string;
}

function pbkdf2Of({ digest, iterations: rounds, salt, hash }: Pbkdf2Parts): PasswordHash | undefined {
  const iterations = Number(rounds);
  if (iterations < 1 || !isBase64(salt) || !isBase64(hash)) return undefined;
  return { algorithm: 'pbkdf2', digest: digest === 'sha512' ? 'sha512' : 'sha256', iterations, salt, hash };
}

/** Whether the length is one that base64 without padding can have (RFC 4648, section 3.2). */
function isBase64(text = ''): boolean {
  return text.length % 4 !== 1;
}

/** The number of bytes that base64 without padding stands for. */
function bytesIn(base64: string): number {
  return Math.floor((base64.length * 3) / 4);
}

/** [HASH-1] Whether one verification would take more than two seconds of one core, or too much memory. */
export function isTooCostly(hash: PasswordHash): boolean {
  switch (hash.algorithm) {
    case 'argon2':
      return hash.memoryKiB * hash.passes > MAX_HASH_COST.argon2 || hash.memoryKiB > MAX_HASH_COST.argon2MemoryKiB;
    case 'bcrypt':
      return hash.cost > MAX_HASH_COST.bcrypt;
    case 'scrypt': {
      const memory = 2 ** hash.logN * hash.blockSize;
      return memory > MAX_HASH_COST.scryptMemory || memory * hash.lanes > MAX_HASH_COST.scrypt;
    }
    case 'pbkdf2': {
      const blocks = Math.ceil(bytesIn(hash.hash) / (hash.digest === 'sha256' ? 32 : 64));
      return hash.iterations * blocks > MAX_HASH_COST.pbkdf2[hash.digest];
    }
  }
}

/** A password hash of another system. An unsupported, malformed or too costly one is refused. [HASH-1] */
export function passwordHash() {
  const read = (value: string) => {
    const hash = passwordHashFrom(value.trim());
    if (hash === undefined) return UNSUPPORTED;
    return isTooCostly(hash) ? TOO_COSTLY : value.trim();
  };
  return formedText({ max: 700, read }).meta({
    maxLength: 700,
    pattern: '^\\$',
    examples: ['$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW'],
    description:
      'The hash of the password in another system: argon2 and scrypt as PHC strings, bcrypt, or PBKDF2 as `$pbkdf2-sha256$i=…,l=…$salt$hash` or in the form of passlib. It is replaced by argon2id at the first successful sign-in.',
  });
}
