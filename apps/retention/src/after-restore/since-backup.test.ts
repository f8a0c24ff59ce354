import { expect, test } from 'vitest';
import { InvalidFileError, sinceBackup } from './since-backup.js';

const lost = JSON.stringify({
  since: 'x',
  events: 3,
  erased: [1_000_001],
  changed: [4],
  imported: [{ organisationId: 1, customerNumbers: [4] }],
});

test('the erased of the stream and of the copied proofs are put together, those of a purge left out', () => {
  const erasures = [
    { _id: 'a', cause: 'erase-profile', customerNumbers: [1_000_001, 1_000_002], at: '2026-03-01T12:00:00.000Z' },
    { _id: 'b', cause: 'purge', customerNumbers: [1_000_009] },
  ];
  const text = erasures.map((proof) => JSON.stringify(proof)).join('\n');
  expect(sinceBackup({ lost, erasures: `${text}\n` })).toEqual({
    erased: [1_000_001, 1_000_002],
    changed: [4],
    imported: [{ organisationId: 1, customerNumbers: [4] }],
  });
});

test('a file that was written by hand needs the erased alone', () => {
  expect(sinceBackup({ lost: '{"erased": []}' })).toEqual({ erased: [], changed: [], imported: [] });
});

test.each([
  ['nothing', { lost: '' }],
  ['another file', { lost: '{"customers": []}' }],
  ['proofs in one array', { lost, erasures: '[{"customerNumbers": [1]}]' }],
])('%s is refused', (_, files) => {
  expect(() => sinceBackup(files)).toThrow(InvalidFileError);
});
