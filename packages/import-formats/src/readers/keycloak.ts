import { type ImportRow, withoutBlanks, withSingleLines } from '../record.js';
import { countryCodeOr } from '../transforms/countries.js';
import { languageCodeOf } from '../transforms/languages.js';
import { firstText, momentOf, objectOf, objectsIn, textOf } from './json-value.js';
import { keycloakHash } from './password-hashes.js';
import type { RecordReader } from './reader.js';

/** Attributes that hold a telephone number: the one of the OpenID Connect mapper, and usual ones. */
const TELEPHONES = ['phoneNumber', 'phone_number', 'phone', 'mobile', 'telephoneNumber'];

/**
 * A user of a Keycloak realm export (`kc.sh export`), of the form UserRepresentation. Keycloak keeps no time of verification:
 * the time of creation stands for it.
 */
export const keycloakUser: RecordReader = (user, issues) => {
  if (textOf(user['realm']) !== undefined) {
    issues.refuse('realm', 'Expected a user, found a realm. Export one realm alone: kc.sh export --realm NAME.');
    return {};
  }
  if (textOf(user['serviceAccountClientId']) !== undefined) return { skipped: 'It is a service account.' };
  const attributes = objectOf(user['attributes']);
  const password = objectsIn(user['credentials']).find((credential) => credential['type'] === 'password');
  const createdAt = momentOf(user['createdTimestamp']);
  const email = textOf(user['email']);
  const telephone = TELEPHONES.map((name) => firstText(attributes[name])).find((text) => text !== undefined);
  const locale = firstText(attributes['locale']);
  const row: ImportRow = withoutBlanks({
    customerRef: textOf(user['id']),
    firstName: textOf(user['firstName']),
    surname: textOf(user['lastName']),
    email,
    username: textOf(user['username']),
    telephoneNumber: telephone,
    dateOfBirth: firstText(attributes['birthdate']),
    languagePreferenceISO6393: languageCodeOf(locale),
    emailVerifiedAt: user['emailVerified'] === true && email !== undefined ? createdAt : undefined,
    telephoneNumberVerifiedAt:
      firstText(attributes['phoneNumberVerified']) === 'true' && telephone !== undefined ? createdAt : undefined,
    passwordHash: password === undefined ? undefined : keycloakHash(password, issues),
    status: user['enabled'] === false ? 'P' : undefined,
    createdAt,
    postalAddresses: addressOf(attributes),
  });
  return { row };
};

/** The attributes of Keycloak's mapper for the OpenID Connect claim `address`. */
function addressOf(attributes: Readonly<Record<string, unknown>>) {
  const fields = withoutBlanks({
    ...withSingleLines({ addressLine1: firstText(attributes['street']) }),
    postCode: firstText(attributes['postal_code']),
    town: firstText(attributes['locality']),
  });
  if (Object.keys(fields).length === 0) return undefined;
  const countryCode = countryCodeOr(firstText(attributes['country']));
  return [withoutBlanks({ typeOfAddress: 'P', ...fields, countryCode })];
}
