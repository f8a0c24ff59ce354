import { countryCodeOf } from './countries.js';
import { problem, type Transform, value } from './transform.js';

/** A number with the decimal sign of the file, with a dot and without signs between thousands. */
export const number: Transform = (text, options, context) => {
  const decimal = options.decimal ?? context.decimal;
  const compact = text.replace(/[\s\u00a0\u202f']/g, '');
  const plain = decimal === ',' ? compact.replaceAll('.', '').replace(',', '.') : compact.replaceAll(',', '');
  const isNumber = /^[+-]?\d+(\.\d+)?$/.test(plain);
  return isNumber ? value(plain.replace(/^\+/, '')) : problem(`Expected a number with the decimal sign "${decimal}".`);
};

/** A whole number, as a number. */
export const integer: Transform = (text) => {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(/[.,]0$/, '');
  const found = Number(plain);
  return /^\d+$/.test(plain) && Number.isSafeInteger(found) ? value(found) : problem('Expected a whole number.');
};

const YES = new Set(['ja', 'j', 'yes', 'y', 'true', 'sann', '1', 'x', 'on']);
const NO = new Set(['nei', 'n', 'no', 'false', 'usann', '0', 'off']);

/** Yes or no in Norwegian or English, as `true` or `false`. */
export const yesNo: Transform = (text) => {
  const word = text.toLowerCase();
  if (YES.has(word)) return value('true');
  return NO.has(word) ? value('false') : problem('Expected yes or no (ja or nei, true or false, 1 or 0).');
};

/**
 * A post code. Norwegian ones get the zeros back that a spreadsheet has removed, and lose a prefix such as `NO-`. The column
 * `countryFrom` says which country a row is of; without it all are Norwegian unless the mapping gives another country.
 */
export const postCode: Transform = (text, options, { cell }) => {
  const named = [options.countryFrom ?? []].flat().map((column) => (cell(column) ?? '').trim());
  const country = named.find((text) => text !== '') ?? options.country ?? 'NO';
  if (countryCodeOf(country) !== 'NOR') return value(text);
  const digits = text.replace(/^(NO?|NOR)[- ]?(?=\d)/i, '').replace(/[.,]0$/, '');
  if (!/^\d{1,4}$/.test(digits)) return problem('Expected a Norwegian post code with four digits.');
  return value(digits.padStart(4, '0'));
};

/** The replacement that the mapping lists for a value. */
export const replaced: Transform = (text, { values = {} }) => {
  const found = Object.entries(values).find(([name]) => name.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return value(found[1]);
  return problem(`Expected one of the values of the mapping: ${Object.keys(values).join(', ')}.`);
};

export const lower: Transform = (text) => value(text.toLowerCase());
export const upper: Transform = (text) => value(text.toUpperCase());

/** The digits alone. */
export const digits: Transform = (text) => {
  const found = text.replace(/\D/g, '');
  return found === '' ? problem('Expected digits.') : value(found);
};
