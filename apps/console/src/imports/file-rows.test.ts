import { expect, test } from 'vitest';
import type { FileBatch } from './file-row';
import { fileBatches } from './file-rows';
import { UnreadableFileError } from './file-text';

async function batchesOf(content: BlobPart): Promise<FileBatch[]> {
  const batches: FileBatch[] = [];
  for await (const batch of fileBatches(new File([content], 'customers.ndjson'))) batches.push(batch);
  return batches;
}

const ORIGIN = { createdBy: 'profiles-import', createdByChannel: 'ndjson' };
const lines = (count: number, row: object = {}) => Array.from({ length: count }, () => JSON.stringify(row)).join('\n');

test('a file comes in batches of 100 rows, each row with its line, and the last batch is the end of the file', async () => {
  const batches = await batchesOf(lines(250));
  expect(batches.map(({ rows }) => rows.length)).toEqual([100, 100, 50]);
  expect(batches.at(1)?.rows[0]?.line).toBe(101);
  expect(batches.at(-1)?.read).toBe(1);
});

test('rows that are too large for one call together come in several batches', async () => {
  const batches = await batchesOf(lines(4, { surname: 'x'.repeat(100_000) }));
  expect(batches.map(({ rows }) => rows.length)).toEqual([2, 2]);
});

test('blank lines are skipped, and lines that are no object are told with their number', async () => {
  const [batch] = await batchesOf('\uFEFF{"surname":"Å"}\r\n\n{broken\n[1]\n{"surname":"B"}');
  expect(batch?.rows).toEqual([
    { line: 1, row: { ...ORIGIN, surname: 'Å' } },
    { line: 5, row: { ...ORIGIN, surname: 'B' } },
  ]);
  expect(batch?.unreadable.map(({ line }) => line)).toEqual([3, 4]);
});

test('a row that names its author keeps it', async () => {
  const [batch] = await batchesOf('{"createdBy":"crm","createdByChannel":"web"}');
  expect(batch?.rows).toEqual([{ line: 1, row: { createdBy: 'crm', createdByChannel: 'web' } }]);
});

test('an empty file has no batches', async () => {
  expect(await batchesOf('')).toEqual([]);
});

test('a file that is not UTF-8 is an error', async () => {
  await expect(batchesOf(new Uint8Array([0x7b, 0xe6, 0x7d]))).rejects.toThrow(UnreadableFileError);
});
