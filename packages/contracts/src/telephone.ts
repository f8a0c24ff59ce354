import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js';

/** The country whose numbers are read without a calling code. */
const DEFAULT_COUNTRY = 'NO';

/** Characters that print nothing, such as the direction marks around a number that was copied from a contact list. */
const INVISIBLE = /\p{Cf}/gu;

/** A calling code in parentheses: `(+47) 40612233`, `(0047) …`. */
const CODE_IN_PARENTHESES = /^\s*[([]\s*((?:[+\uff0b]|00)[\s\d]*)[)\]]/;

/** A telephone number as it is stored. */
export interface TelephonePair {
  /** The calling code with its plus sign, such as `+47`. */
  readonly countryCode: string;
  /** The national number: digits alone. */
  readonly telephoneNumberNoCountryCode: string;
}

/** Calling codes that belong to no country: freephone, satellites and international networks (ITU-T E.164.1). */
const NON_GEOGRAPHIC = ['800', '808', '870', '878', '881', '882', '883', '979'];

const CALLING_CODES: ReadonlySet<string> = new Set(
  [...getCountries().map((country) => getCountryCallingCode(country)), ...NON_GEOGRAPHIC].map((code) => `+${code}`),
);

/** Whether a text such as `+47` is an assigned calling code. */
export function isCallingCode(text: string): boolean {
  return CALLING_CODES.has(text);
}

/**
 * Reads a telephone number in any spelling that libphonenumber reads with Norway as the default country: national, with
 * `+`, `00` or no sign before the calling code (an MSISDN, ITU-T E.164, as Vipps sends it), as a `tel:` URI (RFC 3966), with
 * punctuation or full-width characters. A national reading goes before that as an MSISDN.
 *
 * @returns undefined if it is no assigned number, or has an extension.
 */
export function telephoneFrom(spelling: string): TelephonePair | undefined {
  const text = spelling.replace(INVISIBLE, '').trim();
  if (/^tel:/i.test(text)) return pairOf(parsePhoneNumberFromString(text, DEFAULT_COUNTRY));
  const plain = text.replace(CODE_IN_PARENTHESES, '$1 ');
  const options = { defaultCountry: DEFAULT_COUNTRY, extract: false } as const;
  const pair = pairOf(parsePhoneNumberFromString(plain, options));
  if (pair !== undefined || /^\s*(?:[+\uff0b]|[0\uff10])/.test(plain)) return pair;
  return pairOf(parsePhoneNumberFromString(`+${plain}`, { extract: false }));
}

/**
 * Reads a national number of the country with this calling code, such as `+47`. The number may repeat the calling code; it
 * is never split in another place.
 *
 * @returns undefined if it is no assigned number of that country, or has an extension.
 */
export function telephoneOfCountry(countryCode: string, national: string): TelephonePair | undefined {
  const text = national.replace(INVISIBLE, '').trim();
  const pair = pairOf(parsePhoneNumberFromString(international(text) ?? countryCode + text, { extract: false }));
  const repeated = pair ?? pairOf(parsePhoneNumberFromString(`+${text}`, { extract: false }));
  return repeated?.countryCode === countryCode ? repeated : undefined;
}

/** A number that begins with `+` or `00`, with `+`. */
function international(text: string): string | undefined {
  const plain = text.replace(CODE_IN_PARENTHESES, '$1 ');
  return /^\s*(?:[+\uff0b]|00)/.test(plain) ? plain.replace(/^\s*00/, '+') : undefined;
}

function pairOf(parsed: ReturnType<typeof parsePhoneNumberFromString>): TelephonePair | undefined {
  if (parsed === undefined || parsed.ext !== undefined || !parsed.isValid()) return undefined;
  return { countryCode: `+${parsed.countryCallingCode}`, telephoneNumberNoCountryCode: String(parsed.nationalNumber) };
}
