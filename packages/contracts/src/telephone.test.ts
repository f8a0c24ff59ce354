import { comparableTelephone } from '@profiles/domain';
import fc from 'fast-check';
import { type CountryCode, getCountries, getExampleNumber } from 'libphonenumber-js';
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { isCallingCode, telephoneFrom, telephoneOfCountry } from './telephone.js';

const KARI = { countryCode: '+47', telephoneNumberNoCountryCode: '40612233' };

/** One assigned number per country, from libphonenumber's own examples. */
const EXAMPLES = getCountries().flatMap((country: CountryCode) => {
  const number = getExampleNumber(country, examples);
  return number?.isValid() ? [number] : [];
});

// Contract, section 1, "phone: telephoneNumber", and issue 17, item 10: the form of Vipps is 4740612233.
describe('a telephone number', () => {
  test.each([
    '40612233',
    '406 12 233',
    '40.61.22.33',
    ' 40612233 ',
    '+4740612233',
    '+47 40 61 22 33',
    '+47-406-12-233',
    '004740612233',
    '00 47 40612233',
    '4740612233',
    '47 406 12 233',
    '(+47) 40 61 22 33',
    '( +47 ) 40612233',
    '[+47] 40612233',
    '(47) 40612233',
    '(0047) 40612233',
    'tel:+4740612233',
    'TEL:+47-406-12-233',
    'tel:40612233;phone-context=+47',
    '\uff0b4740612233',
    '\uff0b\uff14\uff17\uff14\uff10\uff16\uff11\uff12\uff12\uff13\uff13',
    '\uff14\uff10\uff16\uff11\uff12\uff12\uff13\uff13',
    '40\u00a061\u00a022\u00a033',
    // As copied from a contact list of a telephone.
    '\u202a+47 406 12 233\u202c',
  ])('%j is read with Norway as the default country', (spelling) => {
    expect(telephoneFrom(spelling)).toEqual(KARI);
  });

  test.each([
    ['4520123456', '+45', '20123456'],
    ['358401234567', '+358', '401234567'],
    ['46701234567', '+46', '701234567'],
    ['12025550123', '+1', '2025550123'],
    ['+44 (0)20 7946 0958', '+44', '2079460958'],
    ['+39 06 6982', '+39', '066982'],
    ['+80012345678', '+800', '12345678'],
  ])('%j is the number %s %s', (spelling, countryCode, telephoneNumberNoCountryCode) => {
    expect(telephoneFrom(spelling)).toEqual({ countryCode, telephoneNumberNoCountryCode });
  });

  test.each(EXAMPLES.map((number) => [number.country, number] as const))(
    'an MSISDN of %s is read',
    (_country, number) => {
      const expected = {
        countryCode: `+${number.countryCallingCode}`,
        telephoneNumberNoCountryCode: String(number.nationalNumber),
      };
      for (const spelling of [number.number, number.formatInternational(), number.getURI()]) {
        expect(telephoneFrom(spelling), spelling).toEqual(expected);
      }
      // Without a plus sign a Norwegian reading goes first.
      const national = telephoneFrom(number.number.slice(1));
      expect([expected, { countryCode: '+47', telephoneNumberNoCountryCode: number.number.slice(1) }]).toContainEqual(
        national,
      );
    },
  );

  test.each([
    '',
    'abc',
    'none',
    '1',
    '12345678901234567',
    '40612233 abc',
    'Kari 40612233',
    '40612233 ext 12',
    '40612233 x12',
    '40612233#12',
    '+4740612233,,12',
    'tel:+4740612233;ext=5',
    '40612233 lokal 5',
    '0401234567',
    '+740612233',
    '474740612233',
    '00474740612233',
    '40612233/22123456',
    '+',
  ])('%j is none', (text) => {
    expect(telephoneFrom(text)).toBeUndefined();
  });

  test('whatever is sent is read or refused, and what was read is read as itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'+0123456789 ()-;x\uff0b\u202a'), maxLength: 20 }), (text) => {
        const pair = telephoneFrom(text);
        if (pair === undefined) return;
        expect(telephoneFrom(pair.countryCode + pair.telephoneNumberNoCountryCode)).toEqual(pair);
        expect(isCallingCode(pair.countryCode)).toBe(true);
      }),
    );
  });
});

describe('a number with its calling code apart', () => {
  test.each([
    ['+47', '40612233'],
    ['+47', '406 12 233'],
    // The national part may repeat the calling code.
    ['+47', '4740612233'],
    ['+47', '+4740612233'],
    ['+47', '0047 40612233'],
  ])('%s with %j is read', (countryCode, national) => {
    expect(telephoneOfCountry(countryCode, national)).toEqual(KARI);
  });

  test.each([
    // Never split in another place: +4 740612233 would be +47 40612233.
    ['+4', '740612233'],
    ['+474', '0612233'],
    ['+46', '40612233000000'],
    ['+47', '+46701234567'],
    ['+47', '46701234567'],
    ['+47', '123'],
    ['+47', '40612233 ext 5'],
    ['+47', 'abc'],
    ['+47', ''],
    ['47', '40612233'],
  ])('%s with %j is refused', (countryCode, national) => {
    expect(telephoneOfCountry(countryCode, national)).toBeUndefined();
  });

  test.each(EXAMPLES.map((number) => [number.country, number] as const))(
    'of %s, it is read alone and with the calling code repeated, and by no other code',
    (_country, number) => {
      const countryCode = `+${number.countryCallingCode}`;
      const national = String(number.nationalNumber);
      expect(telephoneOfCountry(countryCode, national)).toEqual({
        countryCode,
        telephoneNumberNoCountryCode: national,
      });
      expect(telephoneOfCountry(countryCode, number.number)?.telephoneNumberNoCountryCode).toBe(national);
      const other = countryCode === '+47' ? '+46' : '+47';
      expect(telephoneOfCountry(other, number.number)).toBeUndefined();
    },
  );

  test('a calling code is an assigned one', () => {
    for (const code of ['+1', '+47', '+358', '+383', '+800', '+882']) expect(isCallingCode(code)).toBe(true);
    for (const code of ['+4', '+999', '47', '+047', '', '+', '+4747']) expect(isCallingCode(code)).toBe(false);
  });
});

// Contract, section 1: landlineNumber is "stored as sent … compared in normalised form". The domain has no libphonenumber.
describe('the form in which the domain compares numbers', () => {
  test.each(EXAMPLES.map((number) => [number.country, number] as const))(
    'is one for all spellings of %s',
    (_c, number) => {
      const spellings = [
        number.number,
        number.number.replace('+', '00'),
        number.formatInternational(),
        number.getURI(),
        `(+${number.countryCallingCode}) ${number.nationalNumber}`,
        ...(number.country === 'NO' ? [String(number.nationalNumber), number.formatNational()] : []),
      ];
      expect(new Set(spellings.map(comparableTelephone)).size, spellings.join(' | ')).toBe(1);
    },
  );

  test('differs between numbers', () => {
    const forms = EXAMPLES.map(({ number }) => comparableTelephone(number));
    expect(new Set(forms).size).toBe(new Set(EXAMPLES.map(({ number }) => number)).size);
  });

  test.each(['22 12 34 56', '+47 22123456', '0047-22-12-34-56', '4722123456', 'tel:+4722123456', '(+47) 22 12 34 56'])(
    'of %j is +4722123456',
    (spelling) => {
      expect(comparableTelephone(spelling)).toBe('+4722123456');
      expect(telephoneFrom(spelling)).toBeDefined();
    },
  );
});
