import { expect, test } from 'vitest';
import { noneSent, type SentFile, sharedRefusals, withBatch } from './sent-file';

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
  const sent = withBatch(noneSent('1'), batch, [{ outcome: 'created' }, { outcome: 'refused', problem }]);
  expect(sent.counts).toEqual({ created: 1, updated: 0, unchanged: 0, skipped: 0, refused: 2 });
  expect(sent.refused).toEqual([
    { line: 5, problem },
    { line: 7, errors: NOT_JSON },
  ]);
  expect(sent.progress).toBe(0.5);
});

test('every refused row is kept', () => {
  const unreadable = Array.from({ length: 100 }, (_, index) => ({ line: index + 1, errors: NOT_JSON }));
  const batch = { rows: [], unreadable, read: 1 };
  const sent = Array.from({ length: 300 }).reduce<SentFile>((all) => withBatch(all, batch, []), noneSent('1'));
  expect(sent.refused).toHaveLength(30_000);
  expect(sent.counts.refused).toBe(30_000);
});

test('rows that are refused for the same reason share it, without what belongs to one call', () => {
  const sentRow = sharedRefusals();
  const refused = (row: number, detail: object = {}) =>
    sentRow({ row, outcome: 'refused', problem: { ...problem, correlationId: `call-${row}`, ...detail } });
  const [first, second] = [refused(1), refused(2)];
  expect(first.problem).toEqual({ errorCode: 602, shortEnglish: '', shortNorwegian: '' });
  expect(second.problem).toBe(first.problem);
  expect(refused(3, { errors: NOT_JSON }).problem).not.toBe(first.problem);
  expect(sentRow({ row: 4, outcome: 'created' })).toEqual({ outcome: 'created' });
});
