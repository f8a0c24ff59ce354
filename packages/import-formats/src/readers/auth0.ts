import { type ImportRow, withoutBlanks } from '../record.js';
import { languageCodeOf } from '../transforms/languages.js';
import { partsOfName } from '../transforms/names.js';
import { type JsonObject, objectOf, objectsIn, textOf } from './json-value.js';
import { auth0CustomHash, passwordHash } from './password-hashes.js';
import type { RecordReader } from './reader.js';

/** The key under which the export of password hashes and the export of users name the same user. */
export function auth0Key(record: JsonObject): string | undefined {
  const oid = textOf(objectOf(record['_id'])['$oid']) ?? textOf(record['_id']);
  return textOf(record['user_id']) ?? textOf(record['Id']) ?? (oid === undefined ? undefined : `auth0|${oid}`);
}

/**
 * The keys under which a user can be in the export of password hashes. A user of a database whose account was linked to one of a
 * social connection has the key of the other one, and the database among its identities.
 */
export function auth0HashKeys(user: JsonObject): string[] {
  const linked = objectsIn(user['identities'])
    .filter(({ provider }) => provider === 'auth0')
    .map((identity) => textOf(identity['user_id']))
    .filter((id) => id !== undefined);
  return [...new Set([auth0Key(user) ?? '', ...linked.map((id) => `auth0|${id}`)])];
}

/**
 * A line of an Auth0 export: of users (the job `users-exports` in JSON), or of password hashes, which Auth0's support makes
 * on request. Both are NDJSON.
 */
export const auth0User: RecordReader = (user, issues) => {
  const email = textOf(user['email']);
  const metadata = objectOf(user['user_metadata']);
  const telephone = textOf(user['phone_number']) ?? textIn(metadata, ['phone_number', 'phone', 'mobile']);
  const createdAt = timeOf(user['created_at']);
  const verifiedAt = createdAt ?? timeOf(user['updated_at']) ?? timeOf(user['password_set_date']);
  const names = namesOf(user, metadata);
  const locale = textOf(user['locale']) ?? textOf(metadata['locale']);
  const hash =
    textOf(user['passwordHash']) === undefined
      ? auth0CustomHash(objectOf(user['custom_password_hash']), issues)
      : passwordHash(textOf(user['passwordHash']), 'passwordHash', issues);
  const row: ImportRow = withoutBlanks({
    customerRef: auth0Key(user),
    ...names,
    email,
    username: textOf(user['username']),
    telephoneNumber: telephone,
    languagePreferenceISO6393: languageCodeOf(locale),
    emailVerifiedAt: user['email_verified'] === true && email !== undefined ? verifiedAt : undefined,
    telephoneNumberVerifiedAt:
      user['phone_verified'] === true && textOf(user['phone_number']) !== undefined ? verifiedAt : undefined,
    passwordHash: hash,
    status: user['blocked'] === true ? 'P' : undefined,
    lastSignInAt: timeOf(user['last_login']),
    createdAt,
    changedAt: timeOf(user['updated_at']),
  });
  return { row };
};

/** The names of a user; of a user of a database without them, those that its sign-up form has put into the metadata. */
function namesOf(user: JsonObject, metadata: JsonObject) {
  const given = textOf(user['given_name']) ?? textIn(metadata, ['given_name', 'first_name', 'firstName']);
  const family = textOf(user['family_name']) ?? textIn(metadata, ['family_name', 'last_name', 'lastName']);
  if (given !== undefined && family !== undefined) return { firstName: given, surname: family };
  const name = textOf(user['name']);
  // Auth0 fills the name with the email of users that gave none.
  const parts = name?.includes('@') ? {} : partsOfName(name);
  return { firstName: given ?? parts.firstName, surname: family ?? parts.surname };
}

function textIn(metadata: JsonObject, names: readonly string[]): string | undefined {
  return names.map((name) => textOf(metadata[name])).find((text) => text !== undefined);
}

/** A moment as text, or as `{"$date": …}` in the export of hashes. */
function timeOf(value: unknown): string | undefined {
  const text = textOf(objectOf(value)['$date']) ?? textOf(value);
  const time = text === undefined ? Number.NaN : /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
