import fc from 'fast-check';
import { Double, Long } from 'mongodb';

type Fields = Record<string, fc.Arbitrary<unknown>>;

/** Text with everything that JSON escapes and that UTF-8 writes in more than one byte. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', '"', '\\', '\n\t\r\b\f', '\u0000\u001f\u007f', '\u2028', 'ÆØÅ 😀', '__proto__'),
);
const instant = fc.constantFrom('2026-01-31T08:15:30.123Z', '1999-12-31T23:59:59.000Z');
/** A whole number in each of the forms in which a driver may have stored it. */
const whole = (value: fc.Arbitrary<number>) =>
  fc.oneof(
    value,
    value.map((one) => new Double(one)),
    value.map((one) => Long.fromNumber(one)),
  );
const id = whole(fc.integer({ min: 1, max: 2 ** 53 - 1 }));
const number = (value: number) => whole(fc.constant(value));

/** Fields that may be absent. */
const sometimes = (fields: Fields) => fc.record(fields, { requiredKeys: [] });
/** An object with required and optional fields, and with a field that no contract shows. */
const item = (required: Fields, optional: Fields = {}) =>
  fc
    .tuple(fc.record(required), sometimes({ ...optional, mergedFrom: id, internal: fc.constant({ deep: [1, 'x'] }) }))
    .map(([all, some]) => ({ ...all, ...some }));
const list = (of: fc.Arbitrary<unknown>) => fc.array(of, { maxLength: 3 });
const times = { createdAt: instant, changedAt: instant };

const LISTS: Fields = {
  relatedCustomerNumbers: list(id),
  postalAddresses: list(
    item(
      { id, town: text, postCode: text, typeOfAddress: fc.constantFrom('P', 'I', 'S'), countryCode: text, ...times },
      { verifiedAt: instant, addressLine1: text, addressLine2: text },
    ),
  ),
  customerAccounts: list(item({ accountId: text, ...times }, { name: text })),
  preferences: list(
    item({ preferenceId: whole(fc.integer({ min: 1, max: 4 })), preferenceValue: text, ...times }, { entryId: text }),
  ),
  personnelTickets: list(
    item({
      ...{ id: text, ticketRightOwner: text, ticketRightBearer: text, validFrom: instant, validTo: instant },
      ticketHolderCode: text,
    }),
  ),
  notes: list(item({ id: text, text, createdBy: text, changedBy: text, ...times })),
};

const OPTIONAL: Fields = {
  ...{ email: text, username: text, vippsId: text, emailOld: text, landlineNumber: text, dateOfBirth: text },
  ...{ nationality: text, invoiceOrganisationId: text, expirationDate: instant, emailVerifiedAt: instant },
  ...{ telephoneNumberVerifiedAt: instant, lastSignInAt: instant, lastSignInFrom: text },
  setAside: fc.constant({ status: 'A', username: 'kari' }),
  mergeRecord: fc.constant({ target: 1, ecards: [] }),
  takenFrom: fc.constant({ email: 1 }),
  distinctFrom: list(id),
  uniqueKeys: list(text),
  terms: list(text),
  sortKeys: fc.constant({ surname: 'x' }),
  purgeableFrom: instant,
  unknownToThisVersion: fc.oneof(text, id, fc.constant(new Date(0)), fc.constant(null), fc.constant(true)),
};

/** Values that no version of the service has stored in any field. */
const wrong = fc.constantFrom<unknown>(
  null,
  true,
  1.5,
  'text',
  7,
  [],
  [1],
  ['x'],
  [{}],
  {},
  new Date(0),
  Long.MAX_VALUE,
);

/**
 * Documents of a profile, as this version and earlier ones wrote them: lists absent or empty, unknown fields, each number in
 * any numeric type, and fields in any order.
 */
export function documentsOf(customerNumber: number, organisationId = 1): fc.Arbitrary<Record<string, unknown>> {
  const required = {
    ...{ _id: number(customerNumber), organisationId: number(organisationId), revision: number(7) },
    ...{ uuid: fc.constant('0123456789abcdef0123456789abcdef'), customerRef: text, surname: text, firstName: text },
    profileType: fc.constantFrom('S', 'P'),
    status: fc.constantFrom('A', 'P', 'D'),
    languagePreferenceISO6393: fc.constantFrom('NOB', 'ENG', 'NNO', 'SMA', 'xyz'),
    ...{ ...times, createdBy: text, createdByChannel: text, changedBy: text, changedByChannel: text },
  };
  const phone = fc.option(fc.record({ countryCode: text, telephoneNumberNoCountryCode: text }), { nil: {} });
  return fc
    .tuple(fc.record(required), sometimes(OPTIONAL), sometimes(LISTS), phone)
    .map((parts) => Object.assign({}, ...parts) as Record<string, unknown>)
    .chain((document) => fc.shuffledSubarray(Object.entries(document), { minLength: Object.keys(document).length }))
    .map((entries) => Object.fromEntries(entries));
}

/** The same documents with one field broken or absent. */
export function brokenDocumentsOf(customerNumber: number): fc.Arbitrary<Record<string, unknown>> {
  return documentsOf(customerNumber).chain((document) => {
    const names = Object.keys(document).filter((name) => !['_id', 'organisationId', 'revision'].includes(name));
    return fc.tuple(fc.constantFrom(...names), wrong, fc.boolean()).map(([name, value, isAbsent]) => {
      const { [name]: _removed, ...others } = document;
      return isAbsent ? others : { ...others, [name]: value };
    });
  });
}
