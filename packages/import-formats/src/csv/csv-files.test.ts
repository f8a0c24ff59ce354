import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mappingFrom, readMapping } from '../mapping/mapping.js';
import { suggestMapping } from '../mapping/suggest-mapping.js';
import { planReading } from '../plan-reading.js';
import { protectedCell, reportCells, unprotected } from '../report-columns.js';
import { fileOf, recordsIn, rowsIn } from '../testing/records.js';
import { recogniseDialect } from './dialect.js';

const NORWEGIAN = [
  'Kundenr;Fornavn;Etternavn;E-post;Mobil;Fødselsdato;Adresse;Postnr;Poststed;Land;Språk;Nyhetsbrev;Saldo',
  '1001;Kåre;Ødegård;kare@example.no;400 00 001;01.02.1980;"Storgata 1; oppg. B";155;Oslo;Norge;nb-NO;Ja;1 234,50',
  '1002;Åse;Næss;ase@example.no;0047 400 00 002;31.12.1999;Lillegata 2;5003;Bergen;;Nynorsk;Nei;0,00',
  '',
];
const MAPPING = mappingFrom(`
fields:
  customerRef: Kundenr
  firstName: Fornavn
  surname: Etternavn
  email: E-post
  telephoneNumber: { from: Mobil, transform: telephone }
  dateOfBirth: { from: Fødselsdato, transform: date, format: dd.mm.yyyy }
  languagePreferenceISO6393: { from: Språk, transform: language }
  postalAddresses.0.typeOfAddress: { constant: P }
  postalAddresses.0.addressLine1: Adresse
  postalAddresses.0.postCode: { from: Postnr, transform: post-code, countryFrom: Land }
  postalAddresses.0.town: Poststed
  postalAddresses.0.countryCode: { from: Land, transform: country }
  preferences.NEWSLETTER: { from: Nyhetsbrev, transform: yes-no }
  preferences.BALANCE: { from: Saldo, transform: number }
`);
const EXPECTED = {
  customerRef: '1001',
  firstName: 'Kåre',
  surname: 'Ødegård',
  email: 'kare@example.no',
  telephoneNumber: '+4740000001',
  dateOfBirth: '1980-02-01',
  languagePreferenceISO6393: 'NOB',
  postalAddresses: [
    { typeOfAddress: 'P', addressLine1: 'Storgata 1; oppg. B', postCode: '0155', town: 'Oslo', countryCode: 'NOR' },
  ],
  preferences: [
    { preferenceCode: 'NEWSLETTER', preferenceValue: 'true' },
    { preferenceCode: 'BALANCE', preferenceValue: '1234.50' },
  ],
};

/** Windows-1252 has the letters of Western Europe at their Unicode numbers. */
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('a Norwegian CRM export', () => {
  test.each([
    ['UTF-8', Buffer.from(NORWEGIAN.join('\n'))],
    ['UTF-8 with a byte order mark and CRLF', Buffer.from(`\uFEFF${NORWEGIAN.join('\r\n')}`)],
    ['windows-1252', latin1(NORWEGIAN.join('\r\n'))],
    ['UTF-16', utf16(NORWEGIAN.join('\r\n'))],
  ])('is read with its mapping in %s', async (_name, bytes) => {
    const [first, second] = await rowsIn(bytes, { mapping: MAPPING });
    expect(first).toEqual(EXPECTED);
    expect(second).toMatchObject({ surname: 'Næss', languagePreferenceISO6393: 'NNO' });
  });

  test('the delimiter and the decimal sign are recognised', () => {
    expect(recogniseDialect(NORWEGIAN.join('\n'))).toEqual({ delimiter: ';', quote: '"', decimal: ',' });
    expect(recogniseDialect('first,last\nKari,Nordmann\n')).toMatchObject({ delimiter: ',' });
    expect(recogniseDialect('a\tb\nx, y\tz\n')).toMatchObject({ delimiter: '\t' });
    expect(recogniseDialect("'a','b'\n'x','1.5'\n")).toEqual({ delimiter: ',', quote: "'", decimal: '.' });
    expect(recogniseDialect('email\nkari@example.no\n')).toMatchObject({ delimiter: ';' });
  });

  test('a mapping is proposed from the header', () => {
    const { mapping, unmapped } = suggestMapping((NORWEGIAN[0] ?? '').split(';'));
    expect(unmapped).toEqual(['Nyhetsbrev', 'Saldo']);
    expect(suggestMapping(['Navn', '', 'X', '']).unmapped).toEqual(['X']);
    expect(mapping.fields).toMatchObject({
      customerRef: 'Kundenr',
      email: 'E-post',
      dateOfBirth: { from: 'Fødselsdato', transform: 'date' },
      'postalAddresses.0.postCode': { from: 'Postnr', transform: 'post-code', countryFrom: 'Land' },
      'postalAddresses.0.typeOfAddress': { constant: 'P' },
    });
    const english = suggestMapping(['Customer No', 'Full Name', 'Date of Birth', 'E-mail', 'ZIP', 'City', 'Country']);
    expect(english.unmapped).toEqual([]);
    expect(english.mapping.fields).toMatchObject({ firstName: { from: 'Full Name', transform: 'first-name' } });
  });

  test('a country alone is no address', async () => {
    const text = [...NORWEGIAN.slice(0, 2), '1003;X;Y;x@example.no;;;;;;Norge;;;', ''].join('\n');
    const [, bare] = await rowsIn(text, { mapping: MAPPING });
    expect(bare).not.toHaveProperty('postalAddresses');
  });

  test('nothing is said about the post code of an unknown country', async () => {
    const text = [...NORWEGIAN.slice(0, 2), '1003;X;Y;x@example.no;;;;12;Oslo;Narnia;;;', ''].join('\n');
    const [, faulty] = await recordsIn(text, { mapping: MAPPING });
    expect(faulty?.errors.map(({ field }) => field)).toEqual(['Land']);
  });

  test('all errors of a record are reported, each with its column and the line of the record', async () => {
    const text = [...NORWEGIAN.slice(0, 2), '1003;X;Y;x@example.no;abc;01.02.80;Storgata 1;;;Narnia;??;;', ''].join(
      '\n',
    );
    const [, faulty] = await recordsIn(text, { mapping: MAPPING });
    expect(faulty?.line).toBe(3);
    expect(faulty?.errors.map(({ field }) => field)).toEqual([
      ...['Mobil', 'Fødselsdato', 'Språk', 'Land'],
      // Errors that the service would name: the address has a street and a country alone.
      ...['Poststed', 'Postnr'],
    ]);
  });
});

describe('CSV records', () => {
  const mapping = mappingFrom('fields: { firstName: a, surname: b }');

  test('a stray quote loses no record', async () => {
    const rows = await rowsIn('a,b\n"Kari" Marie,1\nOla,2\nPer,3\n"Anne",4\nNils,5\n', { mapping });
    expect(rows).toHaveLength(5);
    expect(rows[3]).toEqual({ firstName: 'Anne', surname: '4' });
  });

  test('a quote that is never closed is reported with the line on which the record begins', async () => {
    const records = await recordsIn('a,b\nKari,1\n"Ola,2\nPer,3\n', { mapping });
    expect(records.map(({ line }) => line)).toEqual([2, 3]);
    expect(records[1]?.errors).toEqual([{ message: 'A quote opens in this record and is never closed.' }]);
  });

  test('records with too many or too few fields are reported, trailing empty ones are not', async () => {
    const records = await recordsIn('a,b\n1\n1,2,3\n1,2,,\n\n"x\ny",2\n', { mapping });
    expect(records.map(({ line, errors }) => [line, errors.length])).toEqual([
      [2, 1],
      [3, 1],
      [4, 0],
      [6, 0],
    ]);
  });

  test('a value behind the columns that have a name tells that a record is out of line', async () => {
    const records = await recordsIn('a,b,,\nKari,Nordmann,,\nOla,Storgata 1, 2. etg\nPer,Hansen\n', { mapping });
    expect(records.map(({ errors }) => errors[0]?.message)).toEqual([
      undefined,
      expect.stringContaining('Expected 2 fields as in the header, found 3.'),
      undefined,
    ]);
  });

  test.each(['\n', '\r\n', '\r'])('each record has its line, whatever breaks %j within quotes', async (end) => {
    const text = ['a,b', '"x', '', 'y",1', 'z,2', '', '"1', '2","3', '4"', 'q,3', ''].join(end);
    expect((await recordsIn(text, { mapping })).map(({ line }) => line)).toEqual([2, 5, 7, 10]);
  });

  test('blank lines before the header are left out', async () => {
    const records = await recordsIn('\r\n,,\r\n  \r\na,b,\r\nKari,Nordmann,\r\n', { mapping });
    expect(records).toMatchObject([{ line: 5, row: { firstName: 'Kari', surname: 'Nordmann' } }]);
  });

  test('a column name that comes again has a number', async () => {
    const again = mappingFrom('fields: { firstName: a, surname: a (2), email: a (3) }');
    const [row] = await rowsIn('a,a,a (2),,a,\n1,2,3,4,5,6\n', { mapping: again });
    expect(row).toEqual({ firstName: '1', surname: '3', email: '2' });
    const { columns } = await planReading(fileOf('a,a,a (2),,a,\n'), { mapping: { fields: {} } });
    expect(columns).toEqual(['a', 'a (3)', 'a (2)', '', 'a (4)', '']);
  });

  test('an empty file is refused', async () => {
    await expect(recordsIn('', { format: 'csv', mapping: { fields: {} } })).rejects.toThrow(/empty/);
    await expect(recordsIn('')).rejects.toThrow(/empty/);
    await expect(recordsIn('\r\n', { mapping })).rejects.toThrow(/empty/);
    expect(await recordsIn('', { format: 'ndjson' })).toEqual([]);
  });

  test('a file that is no CSV takes no mapping', async () => {
    await expect(recordsIn('{"firstName":"Kari"}\n', { mapping })).rejects.toThrow('its format is ndjson');
  });

  test('the mark of a spreadsheet for a text is no part of a number', async () => {
    const marked = mappingFrom(`fields:
  telephoneNumber: { from: a, transform: telephone }
  postalAddresses.0.postCode: { from: b, transform: post-code }`);
    expect(await rowsIn("a;b\n'+4740000001;'0155\n'004740000001;155\n", { mapping: marked })).toMatchObject([
      { telephoneNumber: '+4740000001', postalAddresses: [{ postCode: '0155' }] },
      { telephoneNumber: '+4740000001', postalAddresses: [{ postCode: '0155' }] },
    ]);
  });

  test('columns that the file lacks, and a file that needs a mapping, are explained', async () => {
    await expect(recordsIn('a,c\n1,2\n', { mapping })).rejects.toThrow('does not have: b');
    await expect(recordsIn('x,y\n1,2\n')).rejects.toThrow(/--suggest-mapping/);
  });
});

describe('a mapping file', () => {
  test('all errors are reported with their lines', () => {
    const text =
      'fields:\n  sirname: a\n  dateOfBirth: { from: b, transform: dato }\n  email: { from: c, constant: d }\n';
    expect(() => mappingFrom(text)).toThrow(
      /line 2: fields\.sirname: There is no such field[\s\S]*line 3: fields\.dateOfBirth\.transform: [\s\S]*line 4: fields\.email: Expected either/,
    );
    expect(() => mappingFrom('fields: [\n')).toThrow(/line/);
    expect(() => mappingFrom('feilds: {}\n')).toThrow(/feilds/);
  });

  test('its errors and the columns that the file lacks are told together', async () => {
    const mappingFile = readMapping(`fields:
  surname: b
  firstName: { form: a }
  sirname: c
  email: { from: d, transform: lowre }
  dateOfBirth: { from: a, transform: date, format: dd.mm.yy, zone: Olso }
`);
    const reading = planReading(fileOf('a,b\n1,2\n'), { mappingFile });
    await expect(reading).rejects.toThrow(
      new RegExp(
        [
          ...['line 3: fields.firstName: .*form', 'line 4: fields.sirname', 'line 5: fields.email.transform'],
          ...['line 6: fields.dateOfBirth: .*dd.mm.yyyy', 'line 6: .*Europe/Oslo', 'does not have: c, d[.]'],
        ].join('[^]*'),
      ),
    );
  });
});

describe('a report of refused rows', () => {
  test('no cell is a formula, and the protection is taken off again', () => {
    const texts = fc.oneof(fc.string(), fc.constantFrom('=1+1', "'=1+1", "''@x", '+47400', '-1', "'x", '\t=1'));
    fc.assert(
      fc.property(texts, (text) => {
        expect(protectedCell(text)).not.toMatch(/^[=+\-@\t\r]/);
        expect(unprotected(protectedCell(text))).toBe(text);
      }),
    );
  });

  test('the fields of a row that was no CSV are read back from their paths', async () => {
    const row = {
      ...EXPECTED,
      customerNumber: 1_000_001,
      createdBy: 'web',
      createdByChannel: 'shop',
      telephoneNumber: '+4740000001',
    };
    const cells = reportCells({ line: 1, row, errors: [], warnings: [], link: { key: 'k', into: 's' } });
    const names = ['_line', '_reason', ...Object.keys(cells)];
    const line = (values: string[]) => values.map((text) => `"${protectedCell(text).replaceAll('"', '""')}"`).join(',');
    const report = `${line(names)}\n${line(['1', 'email: taken', ...Object.values(cells)])}\n`;
    const [read] = await recordsIn(report);
    expect(read?.row).toEqual(row);
    expect(read?.link).toEqual({ key: 'k', into: 's' });
  });

  test('the plan of the same file is the same, in whatever pieces it is read', async () => {
    const whole = await planReading(fileOf(NORWEGIAN.join('\n'), 100_000), { mapping: MAPPING });
    expect(await planReading(fileOf(NORWEGIAN.join('\n'), 1), { mapping: MAPPING })).toEqual(whole);
  });
});
