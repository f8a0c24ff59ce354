import type { SentFields } from './across-fields.js';
import { isCallingCode, telephoneFrom, telephoneOfCountry } from './telephone.js';
import { formedText, optional, type Refusal } from './text-field.js';

/** Longer than the usual spellings of a number: 15 digits (ITU-T E.164) with blanks, `tel:` and parentheses. */
const MAX_LENGTH = 40;

const NOT_A_NUMBER: Refusal = {
  code: 605,
  message: 'Expected a telephone number without an extension, such as 40612233, +4740612233 or 4520123456.',
};
const NOT_OF_COUNTRY: Refusal = {
  code: 605,
  message: 'Expected a telephone number of the country with this countryCode, without an extension.',
};
const NOT_A_CALLING_CODE: Refusal = { code: 605, message: 'Expected an assigned calling code, such as +47.' };
const HALF: Refusal = { code: 605, message: 'Expected countryCode and telephoneNumberNoCountryCode together.' };

/** A telephone number in the documents. The format tells generators of examples which values are meant. */
const NUMBER_META = { maxLength: MAX_LENGTH, format: 'telephone-number' };

function countryCodeField() {
  const read = (value: string) => {
    const code = value.trim();
    return isCallingCode(code) ? code : NOT_A_CALLING_CODE;
  };
  return formedText({ max: 4, read }).meta({
    maxLength: 4,
    format: 'calling-code',
    pattern: '^\\+[1-9][0-9]{0,2}$',
    examples: ['+47'],
    description: 'Calling code of the telephone number, with a plus sign. It goes with telephoneNumberNoCountryCode.',
  });
}

function nationalNumberField() {
  return formedText({ max: MAX_LENGTH }).meta({
    ...NUMBER_META,
    examples: ['91234567'],
    description: 'Telephone number without the calling code. It goes with countryCode.',
  });
}

function wholeNumberField() {
  return formedText({ max: MAX_LENGTH }).meta({
    ...NUMBER_META,
    deprecated: true,
    examples: ['+4791234567'],
    description:
      'Deprecated. Use countryCode and telephoneNumberNoCountryCode. A mobile number: Norwegian, or with the calling code, in any common spelling.',
  });
}

/** A landline number, stored as it was sent: a telephone number without an extension, otherwise 605. */
export function landlineNumber() {
  const read = (value: string) => (telephoneFrom(value) === undefined ? NOT_A_NUMBER : value);
  return formedText({ max: MAX_LENGTH, read }).meta({
    ...NUMBER_META,
    examples: ['22123456'],
    description: 'Landline telephone number. Stored as sent, compared in normal form.',
  });
}

/** The fields of a telephone number in a request body: the pair, and the deprecated single field. */
export const telephoneFields = {
  countryCode: optional(countryCodeField()),
  telephoneNumberNoCountryCode: optional(nationalNumberField()),
  telephoneNumber: optional(wholeNumberField()),
};

/** The same fields as criteria of a search; to be made optional there. */
export const telephoneCriteria = {
  countryCode: countryCodeField(),
  telephoneNumberNoCountryCode: nationalNumberField(),
  telephoneNumber: wholeNumberField(),
};

/** The pair in the documents: one half is not sent without the other. */
export const telephonePairMeta = {
  dependentRequired: {
    countryCode: ['telephoneNumberNoCountryCode'],
    telephoneNumberNoCountryCode: ['countryCode'],
  },
};

interface TelephoneInput {
  countryCode?: string | null | undefined;
  telephoneNumberNoCountryCode?: string | null | undefined;
  telephoneNumber?: string | null | undefined;
}

/**
 * Reads the telephone number of a request body, and replaces its fields by the pair as it is stored. A complete pair goes
 * before the deprecated field; `null` clears. Refuses (605) one half of the pair and what is no telephone number.
 */
export function readTelephone<T extends TelephoneInput>(fields: SentFields<T>): T | undefined {
  const { countryCode, telephoneNumberNoCountryCode: national, telephoneNumber } = fields.values;
  if (stateOf(fields, 'countryCode') !== stateOf(fields, 'telephoneNumberNoCountryCode')) {
    fields.refuse(fields.has('countryCode') ? 'telephoneNumberNoCountryCode' : 'countryCode', HALF);
  }
  const pair = readPair(fields);
  const single = readSingle(fields);
  if (telephoneNumber === undefined && pair === undefined && countryCode !== null) return undefined;
  const { telephoneNumber: _replaced, ...others } = fields.values as T;
  const isPairSent = countryCode !== undefined || national !== undefined;
  const stored = pair ?? (isPairSent ? undefined : single) ?? CLEARED;
  return { ...others, ...stored } as T;
}

const CLEARED = { countryCode: null, telephoneNumberNoCountryCode: null };

/**
 * Reads the telephone number that a search asks for, as {@link readTelephone}, but one half of the pair alone is ignored.
 */
export function readTelephoneCriteria<T extends TelephoneInput>(fields: SentFields<T>): T | undefined {
  const { countryCode, telephoneNumberNoCountryCode, telephoneNumber } = fields.values;
  if (countryCode === undefined && telephoneNumberNoCountryCode === undefined && telephoneNumber === undefined) return;
  const pair = readPair(fields) ?? readSingle(fields);
  const {
    telephoneNumber: _replaced,
    countryCode: _code,
    telephoneNumberNoCountryCode: _national,
    ...others
  } = fields.values as T;
  return { ...others, ...pair } as T;
}

type Fields = SentFields<TelephoneInput>;

function stateOf(fields: Fields, field: keyof TelephoneInput): 'value' | 'null' | 'absent' {
  if (fields.has(field)) return 'value';
  return fields.values[field] === null ? 'null' : 'absent';
}

/** The complete pair, if it is given and right. */
function readPair({ values, refuse }: Fields) {
  const { countryCode, telephoneNumberNoCountryCode: national } = values;
  if (countryCode == null || national == null) return undefined;
  const pair = telephoneOfCountry(countryCode, national);
  if (pair === undefined) refuse('telephoneNumberNoCountryCode', NOT_OF_COUNTRY);
  return pair;
}

/** The number in the deprecated field, if it is given and right. Responses have both forms, so both may come back. */
function readSingle({ values, refuse }: Fields) {
  const { countryCode, telephoneNumberNoCountryCode: national, telephoneNumber } = values;
  if (telephoneNumber == null || telephoneNumber === `${countryCode}${national}`) return undefined;
  const pair = telephoneFrom(telephoneNumber);
  if (pair === undefined) refuse('telephoneNumber', NOT_A_NUMBER);
  return pair;
}
