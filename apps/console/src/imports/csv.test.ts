import { expect, test } from 'vitest';
import { csvLinesOf, readingOfCsv } from './csv';
import type { CsvReading } from './file-row';

const SALESFORCE = new File(
  [
    'Id,LastName,FirstName,MasterRecordId,IsDeleted,Phone,MobilePhone\n',
    '003A,Nordmann,Kari,,false,22334455,\n',
    '003B,Nordman,Kari,003A,true,,\n',
    '003C,Hansen,Ola,,true,,\n',
  ],
  'contacts.csv',
);

async function linesOf(reading: CsvReading) {
  const lines = [];
  for await (const line of csvLinesOf(SALESFORCE, reading, { bytes: 0 })) lines.push(line);
  return lines;
}

test('the export of a CRM system is read as that: deleted records are left out, and merged ones are refused', async () => {
  const reading = await readingOfCsv(SALESFORCE);
  expect(reading.crm).toEqual({ name: 'salesforce', isUsed: true });
  expect(await linesOf(reading)).toMatchObject([
    {
      line: 2,
      row: { customerRef: '003A', surname: 'Nordmann', telephoneNumber: '+4722334455', createdByChannel: 'salesforce' },
    },
    { line: 3, errors: [{ path: '', message: expect.stringContaining('was merged into another one') }] },
  ]);
});

test('or by its columns, when that is chosen', async () => {
  const reading: CsvReading = { ...(await readingOfCsv(SALESFORCE)), targets: { LastName: 'surname' } };
  const lines = await linesOf({ ...reading, crm: { name: 'salesforce', isUsed: false } });
  expect(lines.map((line) => 'row' in line && line.row.surname)).toEqual(['Nordmann', 'Nordman', 'Hansen']);
});

test('another file is read by its columns', async () => {
  expect(await readingOfCsv(new File(['Navn;E-post\nKari Nordmann;a@example.com\n'], 'list.csv'))).not.toHaveProperty(
    'crm',
  );
});
