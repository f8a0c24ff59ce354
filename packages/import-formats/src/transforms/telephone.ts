import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { problem, type Transform, value } from './transform.js';

/** A telephone number in any form, as `+47…`. National numbers are read as those of the country. */
export const telephone: Transform = (text, { country = 'NO' }) => {
  const region = country.toUpperCase();
  if (!isSupportedCountry(region)) return problem('Expected a country with two letters in the mapping, such as NO.');
  if (/^\d(?:[.,]\d+)?E\+?\d+$/i.test(text)) {
    return problem('A spreadsheet has rounded this number. Format the column as text and export it again.');
  }
  const number = parsed(text, region) ?? parsed(`+${text}`, region);
  if (number === undefined) return problem(`Expected a telephone number: with its calling code, or of ${region}.`);
  return number.ext === undefined ? value(number.number) : problem('Expected a telephone number without an extension.');
};

/** Exports write `0047…`, `(+47) …`, `tel:+47…` and, without a plus sign, `47…`. */
function parsed(text: string, country: CountryCode) {
  const plain = text
    .replace(/\p{Cf}/gu, '')
    // A tool has read the column as decimal numbers.
    .replace(/^(\d+)[.,]0$/, '$1')
    .replace(/^\+?tel:/i, '')
    .replace(/^\+?\s*\(\s*(?:\+|00)(\d+)\s*\)/, '+$1 ')
    .replace(/^\s*00/, '+');
  const number = parsePhoneNumberFromString(plain, { defaultCountry: country, extract: false });
  return number?.isValid() ? number : undefined;
}
