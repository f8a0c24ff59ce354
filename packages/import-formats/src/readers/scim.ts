import { type ImportRow, withoutBlanks, withPlaces, withSingleLines } from '../record.js';
import { countryCodeOr } from '../transforms/countries.js';
import { languageCodeOf } from '../transforms/languages.js';
import { partsOfName } from '../transforms/names.js';
import { type JsonObject, mainOf, objectOf, objectsIn, textOf } from './json-value.js';
import type { RecordReader } from './reader.js';

/** A user of SCIM 2.0 (RFC 7643, section 4.1). SCIM never returns passwords or their hashes. */
export const scimUser: RecordReader = (user) => {
  const meta = objectOf(user['meta']);
  const locale = textOf(user['preferredLanguage']) ?? textOf(user['locale']);
  const row: ImportRow = withoutBlanks({
    customerRef: textOf(user['externalId']) ?? textOf(user['id']),
    ...namesOf(user),
    email: textOf(mainOf(objectsIn(user['emails']), 'primary')?.['value']),
    username: textOf(user['userName']),
    telephoneNumber: telephoneOf(objectsIn(user['phoneNumbers'])),
    // RFC 5646 tags; preferredLanguage may be a list as in Accept-Language.
    languagePreferenceISO6393: languageCodeOf(locale?.split(/[,;]/)[0]),
    status: user['active'] === false ? 'P' : undefined,
    createdAt: textOf(meta['created']),
    changedAt: textOf(meta['lastModified']),
    postalAddresses: withPlaces(objectsIn(user['addresses']).map(addressOf)),
  });
  return { row };
};

function namesOf(user: JsonObject): { firstName?: string | undefined; surname?: string | undefined } {
  const name = objectOf(user['name']);
  const given = textOf(name['givenName']);
  const middle = textOf(name['middleName']);
  const surname = textOf(name['familyName']);
  if (given !== undefined || surname !== undefined) {
    return { firstName: [given, middle].filter((part) => part !== undefined).join(' ') || undefined, surname };
  }
  return partsOfName(textOf(name['formatted']) ?? textOf(user['displayName']));
}

/** The primary number, otherwise a mobile one. Values are RFC 3966 URIs, or texts of any form. */
function telephoneOf(numbers: readonly JsonObject[]): string | undefined {
  const found =
    numbers.find((number) => number['primary'] === true) ??
    numbers.find((number) => number['type'] === 'mobile') ??
    numbers.find((number) => number['type'] !== 'fax' && number['type'] !== 'pager');
  return textOf(found?.['value']);
}

function addressOf(address: JsonObject): Record<string, unknown> {
  return withoutBlanks({
    typeOfAddress: 'P',
    ...withSingleLines({ addressLine1: textOf(address['streetAddress']) }),
    postCode: textOf(address['postalCode']),
    town: textOf(address['locality']),
    countryCode: countryCodeOr(textOf(address['country'])),
  });
}
