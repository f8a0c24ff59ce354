import { expect, test } from 'vitest';
import { MAX_REFUSED, noneSent, withBatch } from './sent-file';

const NOT_JSON = [{ path: '', message: 'not valid JSON' }];

const problem = {
  ...{ type: 'https://api.example.no/errors/602', title: 'Email taken', status: 409, detail: 'email', errorCode: 602 },
  ...{ shortNorwegian: '', longNorwegian: '', shortEnglish: '', longEnglish: '', retry: 'never' },
};

test('outcomes are counted, and refused rows have the lines of the file', () => {
  const batch = {
    rows: [
      { line: 2, row: { createdBy: 'crm', createdByChannel: 'import' } },
      { line: 5, row: { createdBy: 'crm', createdByChannel: 'import' } },
    ],
    unreadable: [{ line: 7, errors: NOT_JSON }],
    read: 0.5,
  };
  const sent = withBatch(noneSent('1'), batch, [
    { row: 1, outcome: 'created' },
    { row: 2, outcome: 'refused', problem },
  ]);
  expect(sent.counts).toEqual({ created: 1, updated: 0, unchanged: 0, skipped: 0, refused: 2 });
  expect(sent.refused).toEqual([
    // With the row, for the report.
    { line: 5, problem, row: { createdBy: 'crm', createdByChannel: 'import' } },
    { line: 7, errors: NOT_JSON },
  ]);
  expect(sent.progress).toBe(0.5);
});

test('only the first refused rows are kept, but all are counted', () => {
  const unreadable = Array.from({ length: MAX_REFUSED + 50 }, (_, index) => ({ line: index + 1, errors: NOT_JSON }));
  const sent = withBatch(noneSent('1'), { rows: [], unreadable, read: 1 }, []);
  expect(sent.refused).toHaveLength(MAX_REFUSED);
  expect(sent.counts.refused).toBe(MAX_REFUSED + 50);
});
