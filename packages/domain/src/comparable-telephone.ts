/** Calling codes of ITU-T E.164 with one digit and with two digits. All others have three. */
const ONE_DIGIT = /^[17]/;
const TWO_DIGITS = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** Lengths of Norwegian numbers: 5 (short), 8 (ordinary) and 12 digits (machines, which begin with 58 or 59). */
const NORWEGIAN = /^(?:\d{5}|\d{8}|5[89]\d{10})$/;

/**
 * The normal form in which telephone numbers are compared: `22 12 34 56`, `0047 22123456` and `tel:+4722123456` all give
 * `+4722123456`. The text must be a telephone number already; what a number is, the contract decides with libphonenumber.
 * Without a calling code it is Norwegian, otherwise an MSISDN. A zero between calling code and number does not count.
 */
export function comparableTelephone(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase();
  const [number = ''] = plain.replace(/^\s*tel:/, '').split(';');
  // RFC 3966: an extension comes before the context.
  const context = plain.match(/;phone-context=(\+\d+)/)?.[1] ?? '';
  const digits = (context + number).replace(/\(0\)/g, '').replace(/[^+\d]/g, '');
  const international = digits.replace(/^(?:\+|00)/, '');
  if (international === digits && NORWEGIAN.test(digits)) return `+47${digits}`;
  const length = ONE_DIGIT.test(international) ? 1 : TWO_DIGITS.test(international) ? 2 : 3;
  return `+${international.slice(0, length)}${international.slice(length).replace(/^0+/, '')}`;
}
