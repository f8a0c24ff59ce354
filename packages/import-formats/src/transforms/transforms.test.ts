import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TransformContext, TransformOptions } from './transform.js';
import { TRANSFORMS, type TransformName } from './transforms.js';

const context: TransformContext = { cell: () => undefined, decimal: '.' };

/** The value of a text, or `refused: …`. */
function read(name: TransformName, text: string, options: TransformOptions = {}, around = context): unknown {
  const result = TRANSFORMS[name](text, options, around);
  return 'value' in result ? result.value : `refused: ${result.problem}`;
}

describe('dates', () => {
  test.each([
    ['01.02.1980', {}, '1980-02-01'],
    ['1.2.1980', {}, '1980-02-01'],
    ['1980-02-01', {}, '1980-02-01'],
    ['19800201', {}, '1980-02-01'],
    ['01.02.1980 00:00:00', {}, '1980-02-01'],
    ['1980-02-01T00:00:00.000Z', {}, '1980-02-01'],
    ['02/01/1980', { format: 'mm/dd/yyyy' }, '1980-02-01'],
    ['01/02/1980', { format: 'dd/mm/yyyy' }, '1980-02-01'],
    ['29.02.2024', {}, '2024-02-29'],
  ])('%s is a day', (text, options, expected) => expect(read('date', text, options)).toBe(expected));

  test.each([
    ['01.02.80', {}, /four digits/],
    ['01/02/80', { format: 'dd/mm/yyyy' }, /four digits/],
    ['01/02/1980', {}, /cannot be told apart/],
    ['31121980', {}, /cannot be told apart/],
    ['30.02.1980', {}, /exists in the calendar/],
    ['29.02.2023', {}, /exists in the calendar/],
    ['29252', {}, /serial number of a spreadsheet/],
    ['01.02.1980 12:30', {}, /without a time/],
    ['i fjor', {}, /dd\.mm\.yyyy/],
    ['01.02.1980', { format: 'yyyy-mm-dd' }, /as yyyy-mm-dd/],
  ])('%s is no day', (text, options, reason) => expect(read('date', text, options)).toMatch(reason));

  test('every day of the calendar is read as it was written, in each format', () => {
    const days = fc.date({ min: new Date('1850-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom('dd.mm.yyyy', 'mm/dd/yyyy', 'yyyy-mm-dd', 'ddmmyyyy'), (moment, format) => {
        const iso = moment.toISOString().slice(0, 10);
        const [year = '', month = '', day = ''] = iso.split('-');
        const text = format.replace('yyyy', year).replace('mm', month).replace('dd', day);
        expect(read('date', text, { format })).toBe(iso);
      }),
    );
  });

  test('a local time is one of its zone, summer time included', () => {
    const options = { zone: 'Europe/Oslo' };
    expect(read('datetime', '01.02.2024 12:30', options)).toBe('2024-02-01T11:30:00.000Z');
    expect(read('datetime', '01.07.2024 12:30:15', options)).toBe('2024-07-01T10:30:15.000Z');
    expect(read('datetime', '2024-07-01T12:30:15.5+05:00', options)).toBe('2024-07-01T07:30:15.500Z');
    expect(read('datetime', '01.07.2024 12:30')).toMatch(/zone/);
    expect(read('datetime', '01.07.2024 25:30', options)).toMatch(/existing time/);
  });
});

describe('countries and languages', () => {
  test.each([
    ['Norge', 'NOR'],
    ['NORWAY', 'NOR'],
    ['no', 'NOR'],
    ['nor', 'NOR'],
    ['Noreg', 'NOR'],
    ['Sverige', 'SWE'],
    ['Sør-Korea', 'KOR'],
    ['Tyskland', 'DEU'],
    ['USA', 'USA'],
    ['United States of America', 'USA'],
    ['Storbritannia', 'GBR'],
    ['Kosovo', 'XKX'],
    ['XK', 'XKX'],
    ['Elfenbenskysten', 'CIV'],
    ['Palestina', 'PSE'],
    ['Svalbard', 'SJM'],
  ])('%s is the country %s', (text, code) => expect(read('country', text)).toBe(code));

  test('a text that is no country is refused', () => expect(read('country', 'Narnia')).toMatch(/^refused/));

  test.each([
    ['nb-NO', 'NOB'],
    ['nb_NO.UTF-8', 'NOB'],
    ['no', 'NOB'],
    ['NN', 'NNO'],
    ['en-GB', 'ENG'],
    ['Norsk', 'NOB'],
    ['Nynorsk', 'NNO'],
    ['Norsk (bokmål)', 'NOB'],
    ['Engelsk', 'ENG'],
    ['Northern Sami', 'SME'],
    ['nordsamisk', 'SME'],
    ['nob', 'NOB'],
  ])('%s is the language %s', (text, code) => expect(read('language', text)).toBe(code));

  test('a text that is no language is refused', () => expect(read('language', 'Klingonsk?')).toMatch(/^refused/));
});

describe('names', () => {
  test.each([
    ['Kari Nordmann', 'Kari', 'Nordmann'],
    ['Kari Marie  Nordmann', 'Kari Marie', 'Nordmann'],
    ['Nordmann, Kari Marie', 'Kari Marie', 'Nordmann'],
    ['Ludwig van Beethoven', 'Ludwig', 'van Beethoven'],
    ['Ola von der Lippe', 'Ola', 'von der Lippe'],
  ])('%s', (text, first, last) => {
    expect(read('first-name', text)).toBe(first);
    expect(read('surname', text)).toBe(last);
  });

  test('a single word is refused', () => expect(read('surname', 'Kari')).toMatch(/^refused/));
});

describe('telephones', () => {
  test.each([
    ['400 00 001', {}, '+4740000001'],
    ['0047 400 00 001', {}, '+4740000001'],
    ['4740000001', {}, '+4740000001'],
    ['40000001.0', {}, '+4740000001'],
    ['40000001,0', {}, '+4740000001'],
    ['(+47) 400 00 001', {}, '+4740000001'],
    ['tel:+47-400-00-001', {}, '+4740000001'],
    ['070-123 45 67', { country: 'SE' }, '+46701234567'],
  ])('%s', (text, options, expected) => expect(read('telephone', text, options)).toBe(expected));

  test('an extension, a rounded number and other text are refused', () => {
    expect(read('telephone', '+47 400 00 001 ext. 12')).toMatch(/extension/);
    expect(read('telephone', '4,74E+10')).toMatch(/spreadsheet has rounded/);
    expect(read('telephone', 'ukjent')).toMatch(/^refused/);
  });
});

describe('post codes and other values', () => {
  const inCountry = (country: string): TransformContext => ({ ...context, cell: () => country });

  test('a Norwegian post code gets its zeros back; one of another country is left as it is', () => {
    expect(read('post-code', '155')).toBe('0155');
    expect(read('post-code', 'NO-0155')).toBe('0155');
    expect(read('post-code', 'N-0155')).toBe('0155');
    expect(read('post-code', '101', { countryFrom: 'Land' }, inCountry('Island'))).toBe('101');
    expect(read('post-code', '155', { countryFrom: 'Land' }, inCountry(''))).toBe('0155');
    expect(read('post-code', '01550')).toMatch(/four digits/);
    const second: TransformContext = { ...context, cell: (name) => (name === 'Land' ? 'SE' : undefined) };
    expect(read('post-code', '114 55', { countryFrom: ['Country', 'Land'] }, second)).toBe('114 55');
  });

  test('numbers have the decimal sign of the file', () => {
    expect(read('number', '1 234,5', {}, { ...context, decimal: ',' })).toBe('1234.5');
    expect(read('number', '1.234,5', { decimal: ',' })).toBe('1234.5');
    expect(read('number', '1,234.5')).toBe('1234.5');
    expect(read('number', '1,2,3x')).toMatch(/^refused/);
    expect(read('integer', '1000001.0')).toBe(1_000_001);
    expect(read('integer', '1.5')).toMatch(/^refused/);
  });

  test('yes and no are read in both languages, and listed values are replaced', () => {
    expect(['ja', 'Nei', 'YES', '0'].map((text) => read('yes-no', text))).toEqual(['true', 'false', 'true', 'false']);
    expect(read('yes-no', 'kanskje')).toMatch(/^refused/);
    expect(read('values', 'Aktiv', { values: { aktiv: 'A', sperret: 'P' } })).toBe('A');
    expect(read('values', 'ukjent', { values: { aktiv: 'A' } })).toMatch(/aktiv/);
  });
});
