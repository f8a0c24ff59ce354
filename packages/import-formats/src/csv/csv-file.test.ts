import { expect, test } from 'vitest';
import { mappingOfTargets, suggestTargets } from '../mapping/column-targets.js';
import { suggestMapping } from '../mapping/suggest-mapping.js';
import type { Bytes, ConvertedRecord } from '../record.js';
import { csvRows, recogniseCsv } from './csv-file.js';
import { refusedCsv } from './refused-csv.js';

function fileOf(text: string, encoding: BufferEncoding = 'utf8'): () => Bytes {
  return async function* () {
    yield Buffer.from(text, encoding);
  };
}

async function recordsOf(open: () => Bytes): Promise<ConvertedRecord[]> {
  const form = await recogniseCsv(open);
  const records: ConvertedRecord[] = [];
  for await (const record of csvRows(open, form, mappingOfTargets(suggestTargets(form.columns)))) records.push(record);
  return records;
}

const COLUMNS = [
  'Kunde-nr',
  'Fornavn',
  'Etternavn',
  'Mobil',
  'Fødselsdato',
  'Adresse',
  'Postnummer',
  'Poststed',
  'Land',
  'X',
];

test('the targets that are proposed give the mapping that is proposed', () => {
  expect(mappingOfTargets(suggestTargets(COLUMNS))).toEqual(suggestMapping(COLUMNS).mapping);
});

test.each(['', '\r\n\r\n', '\ufeff\n'])('a file that is empty or blank (%j) is refused as such', async (text) => {
  await expect(recogniseCsv(fileOf(text))).rejects.toThrow('The file is empty: expected a header');
});

test('a column with full names is one target, and becomes first name and surname', () => {
  const targets = suggestTargets(['Navn', 'E-post']);
  expect(targets).toEqual({ Navn: 'fullName', 'E-post': 'email' });
  expect(mappingOfTargets(targets)).toEqual(suggestMapping(['Navn', 'E-post']).mapping);
});

test('a file of a spreadsheet in Western Europe is read, and each row has its line and cells', async () => {
  const [first, second] = await recordsOf(
    fileOf('Navn;Født\r\nÅse Ødegård;17.05.1984\r\nNils Berg;31.02.1990\r\n', 'latin1'),
  );
  expect(first).toMatchObject({
    ...{ line: 2, errors: [], columns: { Navn: 'Åse Ødegård', Født: '17.05.1984' } },
    row: { firstName: 'Åse', surname: 'Ødegård', dateOfBirth: '1984-05-17' },
  });
  expect(second).toMatchObject({ line: 3, errors: [{ field: 'Født' }] });
});

test('a report is read as what it was made of, and no cell of it is a formula', async () => {
  const cells = { 'E-post': '=1+1', Navn: 'Kari "K;" Nordmann' };
  const { head, lineOf } = refusedCsv(['E-post', 'Navn'], ';');
  const report = `${head}${lineOf({ line: 7, reasons: ['one', 'two'], cells })}`;
  expect(report).toBe(`\uFEFF_line;_reason;E-post;Navn\r\n7;"one; two";'=1+1;"Kari ""K;"" Nordmann"\r\n`);
  const [record] = await recordsOf(fileOf(report));
  expect(record?.columns).toEqual({ _line: '7', _reason: 'one; two', ...cells });
});

test('a report of a report has each column once, and rows without a cell have it empty', () => {
  const { head, lineOf } = refusedCsv(['_line', '_reason', 'Navn', ''], ',');
  expect(head).toBe('\uFEFF_line,_reason,Navn\r\n');
  expect(lineOf({ line: 3, reasons: [], cells: {} })).toBe('3,,\r\n');
});
