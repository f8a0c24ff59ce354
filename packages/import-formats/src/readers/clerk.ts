import { type ImportRow, withoutBlanks } from '../record.js';
import { languageCodeOf } from '../transforms/languages.js';
import { type JsonObject, momentOf, objectOf, objectsIn, textOf } from './json-value.js';
import { clerkHash } from './password-hashes.js';
import type { RecordReader } from './reader.js';

/**
 * A user of Clerk: a record of the CSV export of the dashboard, which has the password digests, or a user as the Backend API
 * and the command line of Clerk return it.
 */
export const clerkUser: RecordReader = (user, issues) => {
  const isFromApi = Array.isArray(user['email_addresses']);
  const createdAt = momentOf(user['created_at']) ?? textOf(user['created_at']);
  const email = isFromApi
    ? primary(user, 'email_addresses', 'primary_email_address_id')
    : contact(user, 'primary_email_address', 'verified_email_addresses');
  const telephone = isFromApi
    ? primary(user, 'phone_numbers', 'primary_phone_number_id')
    : contact(user, 'primary_phone_number', 'verified_phone_numbers');
  const locale = textOf(user['locale']);
  const row: ImportRow = withoutBlanks({
    customerRef: textOf(user['id']),
    firstName: textOf(user['first_name']),
    surname: textOf(user['last_name']),
    email: email.value,
    username: textOf(user['username']),
    telephoneNumber: telephone.value,
    languagePreferenceISO6393: languageCodeOf(locale),
    emailVerifiedAt: email.isVerified ? createdAt : undefined,
    telephoneNumberVerifiedAt: telephone.isVerified ? createdAt : undefined,
    passwordHash: clerkHash(textOf(user['password_hasher']), textOf(user['password_digest']), issues),
    status: user['banned'] === true ? 'P' : undefined,
    lastSignInAt: momentOf(user['last_sign_in_at']),
    createdAt,
    changedAt: momentOf(user['updated_at']),
  });
  return { row };
};

interface Contact {
  readonly value: string | undefined;
  readonly isVerified: boolean;
}

/** The primary address of a user of the API, with the state of its verification. */
function primary(user: JsonObject, list: 'email_addresses' | 'phone_numbers', id: string): Contact {
  const items = objectsIn(user[list]);
  const found = items.find((item) => item['id'] === user[id]) ?? items[0];
  const value = textOf(found?.['email_address']) ?? textOf(found?.['phone_number']);
  return { value, isVerified: objectOf(found?.['verification'])['status'] === 'verified' };
}

/** The primary address of a CSV record. Verified ones are a list with `|` or commas. */
function contact(user: JsonObject, name: string, verified: string): Contact {
  const list = (textOf(user[verified]) ?? '').split(/[|,;]/).map((text) => text.trim());
  const value = textOf(user[name]) ?? list.find((text) => text !== '');
  return { value, isVerified: value !== undefined && list.includes(value) };
}
