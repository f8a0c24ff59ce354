import { expect, test } from 'vitest';
import { readingOfCsv } from './csv';
import { refusedReport } from './refused-report';

const reasonsOf = ({ line }: { line: number }) => [`reason of ${line}`];

test('the report of a CSV file has the cells of the refused rows, in the form of the file', async () => {
  const file = new File(['Navn;E-post\r\nKari;a@example.com\r\nOla;"b;c"\r\nEva;=1+1\r\n'], 'customers.csv');
  const report = await refusedReport(
    { file, reading: await readingOfCsv(file) },
    [{ line: 3 }, { line: 4 }],
    reasonsOf,
  );
  expect(await report.text()).toBe(
    ['_line;_reason;Navn;E-post', '3;reason of 3;Ola;"b;c"', "4;reason of 4;Eva;'=1+1", ''].join('\r\n'),
  );
});

test('the report of other files has the fields of the refused rows as columns', async () => {
  const rows = [{ email: 'a' }, { firstName: 'Kari', postalAddresses: [{ town: 'Oslo' }] }, { email: 'b' }];
  const file = new File([`${rows.map((row) => JSON.stringify(row)).join('\n')}\n{broken\n`], 'customers.ndjson');
  const refused = [{ line: 2 }, { line: 3 }, { line: 4 }];
  const report = await refusedReport({ file, reading: { format: 'ndjson' } }, refused, reasonsOf);
  expect(await report.text()).toBe(
    [
      '_line;_reason;createdBy;createdByChannel;firstName;postalAddresses.0.town;email',
      '2;reason of 2;profiles-import;ndjson;Kari;Oslo;',
      '3;reason of 3;profiles-import;ndjson;;;b',
      '4;reason of 4;;;;;',
      '',
    ].join('\r\n'),
  );
});
