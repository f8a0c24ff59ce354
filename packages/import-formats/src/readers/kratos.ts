import { type ImportRow, withoutBlanks } from '../record.js';
import { languageCodeOf } from '../transforms/languages.js';
import { partsOfName } from '../transforms/names.js';
import { type JsonObject, objectOf, objectsIn, textOf } from './json-value.js';
import { kratosHash } from './password-hashes.js';
import type { RecordReader } from './reader.js';

/**
 * An identity of Ory Kratos, as `GET /admin/identities?include_credential=password` returns it. Traits have the names of the
 * identity schema; those of Ory's presets and usual ones are read.
 */
export const kratosIdentity: RecordReader = (identity, issues) => {
  const traits = objectOf(identity['traits']);
  const config = objectOf(objectOf(objectOf(identity['credentials'])['password'])['config']);
  const email = textOf(traits['email']);
  const telephone = textOf(traits['phone']) ?? textOf(traits['phone_number']);
  const addresses = objectsIn(identity['verifiable_addresses']);
  const locale = textOf(traits['locale']) ?? textOf(traits['language']);
  const createdAt = textOf(identity['created_at']);
  const verifiedAt = (value: string | undefined) => {
    const found = addresses.find((address) => value !== undefined && address['value'] === value);
    return found?.['verified'] === true ? (textOf(found['verified_at']) ?? createdAt) : undefined;
  };
  const row: ImportRow = withoutBlanks({
    customerRef: textOf(identity['id']),
    ...namesOf(traits),
    email,
    username: textOf(traits['username']),
    telephoneNumber: telephone,
    dateOfBirth: textOf(traits['birthdate']) ?? textOf(traits['date_of_birth']),
    languagePreferenceISO6393: languageCodeOf(locale),
    emailVerifiedAt: verifiedAt(email),
    telephoneNumberVerifiedAt: verifiedAt(telephone),
    passwordHash: kratosHash(textOf(config['hashed_password']), 'credentials.password.config.hashed_password', issues),
    status: identity['state'] === 'inactive' ? 'P' : undefined,
    createdAt,
    changedAt: textOf(identity['updated_at']),
  });
  return { row };
};

function namesOf(traits: JsonObject): { firstName?: string | undefined; surname?: string | undefined } {
  const name = objectOf(traits['name']);
  const firstName = textOf(name['first']) ?? textOf(traits['first_name']) ?? textOf(traits['given_name']);
  const surname = textOf(name['last']) ?? textOf(traits['last_name']) ?? textOf(traits['family_name']);
  const full = textOf(traits['name']);
  return firstName === undefined && surname === undefined && full !== undefined
    ? partsOfName(full)
    : { firstName, surname };
}
