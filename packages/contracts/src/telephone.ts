import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { z } from 'zod';
import { coded, text } from './fields.js';

/** The three ways a telephone number comes in: the pair, or the deprecated single field. */
export const telephoneFields = {
  countryCode: text({ max: 4 })
    .refine((value) => /^\+[1-9]\d{0,2}$/.test(value), coded(605, 'A country code is written like +47.'))
    .meta({
      maxLength: 4,
      pattern: '^\\+[1-9][0-9]{0,2}$',
      examples: ['+47'],
      description: 'Telephone number country code, starting with +.',
    })
    .nullish(),
  telephoneNumberNoCountryCode: text({ max: 30, min: 1 })
    .meta({ examples: ['91234567'], description: 'Telephone number without country code or punctuation.' })
    .nullish(),
  telephoneNumber: text({ max: 30, min: 1 })
    .meta({
      deprecated: true,
      examples: ['+4791234567'],
      description:
        'Deprecated. Please use countryCode and telephoneNumberNoCountryCode. Telephone number for customer. This should be a cell phone number.',
    })
    .nullish(),
};

/** What a document says of the pair: both are given, both are null, or both are absent. */
export const telephonePairMeta = {
  dependentRequired: {
    countryCode: ['telephoneNumberNoCountryCode'],
    telephoneNumberNoCountryCode: ['countryCode'],
  },
  if: { required: ['countryCode'], properties: { countryCode: { type: 'null' } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { properties: { telephoneNumberNoCountryCode: { type: 'null' } } },
  else: { properties: { telephoneNumberNoCountryCode: { type: 'string' } } },
};

interface TelephoneInput {
  countryCode?: string | null | undefined;
  telephoneNumberNoCountryCode?: string | null | undefined;
  telephoneNumber?: string | null | undefined;
}

/** A telephone number as the pair of country code and national number, or undefined when it is none. */
export function telephoneFrom(number: string, countryCode = '+47') {
  const spelled = /^\s*(\+|00)/.test(number) ? number.replace(/^\s*00/, '+') : `${countryCode}${number}`;
  const parsed = parsePhoneNumberFromString(spelled);
  if (!parsed?.isValid()) return undefined;
  return { countryCode: `+${parsed.countryCallingCode}`, telephoneNumberNoCountryCode: String(parsed.nationalNumber) };
}

/**
 * Checks a body's telephone number, [605] when it is none or only half of one, and leaves the pair in it, normalised.
 * A complete pair goes before the deprecated field; `null` clears.
 */
export function checkTelephone(body: TelephoneInput, ctx: z.core.$RefinementCtx): void {
  const { countryCode, telephoneNumberNoCountryCode: national, telephoneNumber } = body;
  const fail = (path: keyof TelephoneInput, message: string) =>
    ctx.addIssue({ code: 'custom', path: [path], message, params: { errorCode: 605 } });

  if ((countryCode === undefined) !== (national === undefined) || (countryCode === null) !== (national === null)) {
    const missing = countryCode == null ? 'countryCode' : 'telephoneNumberNoCountryCode';
    fail(missing, 'countryCode and telephoneNumberNoCountryCode travel together.');
  } else if (countryCode != null && national != null) {
    if (!telephoneFrom(national, countryCode) || /^\s*(\+|00)/.test(national)) {
      fail('telephoneNumberNoCountryCode', 'Not a telephone number of that country.');
    }
  } else if (telephoneNumber != null && !telephoneFrom(telephoneNumber)) {
    fail('telephoneNumber', 'Not a telephone number.');
  }
}

/** The body with the deprecated field replaced by the pair. To be used behind `checkTelephone`. */
export function withTelephonePair<T extends TelephoneInput>(body: T): T {
  const { telephoneNumber, countryCode, telephoneNumberNoCountryCode: national } = body;
  const pair =
    countryCode != null && national != null
      ? telephoneFrom(national, countryCode)
      : telephoneNumber != null && countryCode === undefined
        ? telephoneFrom(telephoneNumber)
        : telephoneNumber === null && countryCode === undefined
          ? { countryCode: null, telephoneNumberNoCountryCode: null }
          : undefined;
  const { telephoneNumber: _replaced, ...rest } = body;
  return { ...rest, ...pair } as T;
}
