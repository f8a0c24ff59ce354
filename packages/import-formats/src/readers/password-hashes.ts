import type { Issues } from '../record.js';
import { type JsonObject, objectOf, textOf } from './json-value.js';

/** The forms that the service verifies: PHC strings of argon2, scrypt and PBKDF2, and bcrypt in its own form. */
const SUPPORTED =
  /^\$(argon2(id|i|d)\$v=19\$|scrypt\$ln=\d+,|pbkdf2-sha(256|512)\$)[A-Za-z0-9+/.$,=]+[A-Za-z0-9+/.]$|^\$2[aby]\$\d{2}\$[./A-Za-z0-9]{53}$/;

const LOST = 'The customer must set a new password.';

/**
 * A password hash in the form that the service verifies. One in another form is left out with a warning: the customer is
 * imported without a password.
 */
export function passwordHash(text: string | undefined, field: string, issues: Issues): string | undefined {
  if (text === undefined) return undefined;
  const hash = text.startsWith('{') ? text.replace(/^\{[A-Za-z0-9-]+\}/, '') : text;
  if (SUPPORTED.test(hash)) return hash;
  issues.warn(field, `The password hash is of a kind that is not supported. ${LOST}`);
  return undefined;
}

/** Base64 without padding, as PHC strings have it. Keycloak and others pad. */
function unpadded(base64: string): string {
  return base64.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
}

/** Text as base64 without padding: Django and Werkzeug take the letters of the salt as its bytes. */
function encoded(text: string): string {
  return unpadded(Buffer.from(text, 'utf8').toString('base64'));
}

function bytesIn(base64: string): number {
  return Buffer.from(base64, 'base64').length;
}

/** `1.3` is the version that argon2 implementations write as 19 (0x13). RFC 9106, section 3.1. */
const ARGON2_VERSIONS: Readonly<Record<string, string>> = { '1.3': '19', '19': '19', '1.0': '16' };

/**
 * The password of a user in a Keycloak export as a PHC string. `secretData` and `credentialData` are JSON in JSON; values of
 * `additionalParameters` are lists. The salt and the hash are padded base64.
 */
export function keycloakHash(credential: JsonObject, issues: Issues): string | undefined {
  const secret = inner(credential['secretData']);
  const data = inner(credential['credentialData']);
  const salt = textOf(secret['salt']);
  const hash = textOf(secret['value']);
  const algorithm = textOf(data['algorithm']) ?? '';
  const iterations = textOf(data['hashIterations']);
  const field = 'credentials.password';
  if (salt === undefined || hash === undefined || iterations === undefined) {
    issues.warn(field, `The password has no salt, hash or iterations. ${LOST}`);
    return undefined;
  }
  const digest = /^pbkdf2-(sha256|sha512)$/.exec(algorithm)?.[1];
  if (digest !== undefined) {
    return `$pbkdf2-${digest}$i=${iterations},l=${bytesIn(hash)}$${unpadded(salt)}$${unpadded(hash)}`;
  }
  if (algorithm === 'argon2') {
    const parameters = objectOf(data['additionalParameters']);
    const parameter = (name: string) => textOf([parameters[name]].flat()[0]);
    const version = ARGON2_VERSIONS[parameter('version') ?? '1.3'];
    const [memory, lanes] = [parameter('memory'), parameter('parallelism')];
    const text = `$argon2${parameter('type') ?? 'id'}$v=${version}$m=${memory},t=${iterations},p=${lanes}$${unpadded(salt)}$${unpadded(hash)}`;
    return passwordHash(text, field, issues);
  }
  issues.warn(field, `The password hash of the algorithm "${algorithm}" is not supported. ${LOST}`);
  return undefined;
}

function inner(value: unknown): JsonObject {
  if (typeof value !== 'string') return objectOf(value);
  try {
    return objectOf(JSON.parse(value));
  } catch {
    return {};
  }
}

/**
 * The hash of an Ory Kratos identity. Its scrypt hashes look like PHC strings, but `ln` is the cost N itself and not its
 * logarithm, and salt and hash are padded (ory/kratos, `hash/hash_comparator.go`).
 */
export function kratosHash(text: string | undefined, field: string, issues: Issues): string | undefined {
  const [, cost, rest, salt = '', hash = ''] =
    /^\$scrypt\$ln=(\d+),(r=\d+,p=\d+)\$([^$]+)\$([^$]+)$/.exec(text ?? '') ?? [];
  if (cost === undefined) return passwordHash(text, field, issues);
  return passwordHash(
    `$scrypt$ln=${Math.log2(Number(cost))},${rest}$${unpadded(salt)}$${unpadded(hash)}`,
    field,
    issues,
  );
}

/** The hash of a Clerk user by the name of its hasher (Clerk, "Migrate your users", `password_hasher`). */
export function clerkHash(hasher: string | undefined, digest: string | undefined, issues: Issues): string | undefined {
  if (digest === undefined) return undefined;
  const field = 'password_digest';
  const name = hasher?.toLowerCase() ?? '';
  if (name === 'scrypt_werkzeug') return passwordHash(werkzeug(digest), field, issues);
  if (name.endsWith('_django') && name.startsWith('pbkdf2')) return passwordHash(django(digest), field, issues);
  return passwordHash(digest, field, issues);
}

/** `pbkdf2_sha256$iterations$salt$hash`, the form of Django. */
function django(digest: string): string {
  const [algorithm = '', iterations, salt = '', hash = ''] = digest.split('$');
  return `$${algorithm.replace('_', '-')}$i=${iterations},l=${bytesIn(hash)}$${encoded(salt)}$${unpadded(hash)}`;
}

/** `scrypt:N:r:p$salt$hash`, the form of Werkzeug. The hash is hexadecimal. */
function werkzeug(digest: string): string {
  const [, n, r, p, salt = '', hash = ''] = /^scrypt:(\d+):(\d+):(\d+)\$([^$]+)\$([0-9a-f]+)$/.exec(digest) ?? [];
  return `$scrypt$ln=${Math.log2(Number(n))},r=${r},p=${p}$${encoded(salt)}$${unpadded(Buffer.from(hash, 'hex').toString('base64'))}`;
}

/** The `custom_password_hash` of an Auth0 user. Auth0 keeps bcrypt by itself; imported hashes have their own form. */
export function auth0CustomHash(custom: JsonObject, issues: Issues): string | undefined {
  const hash = objectOf(custom['hash']);
  return passwordHash(textOf(hash['value']), 'custom_password_hash', issues);
}
