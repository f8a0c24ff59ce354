import { expect, test } from 'vitest';
import { fileOf } from '../testing/records.js';
import { InvalidJsonError, jsonItems } from './json-items.js';

async function itemsIn(content: string, chunkSize: number): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const { value } of jsonItems(fileOf(content, chunkSize)(), 'users')) found.push(value);
  return found;
}

const CHUNKS = [1, 2, 7, 13, 1_000];

test.each([
  ['another document', '{"users":[{"id":1}]}\n{"users":[{"id":2}]}'],
  ['the beginning of a text', '[{"id":1}]   "cut'],
  ['a bracket', '[{"id":1}]]'],
])('%s after the end of a document is refused, wherever the file is cut into chunks', async (_what, content) => {
  for (const size of CHUNKS) await expect(itemsIn(content, size)).rejects.toThrow(InvalidJsonError);
});

test('white space after the end of a document is read over', async () => {
  for (const size of CHUNKS) expect(await itemsIn('{"users":[{"id":"æ"}]}\r\n \t\n', size)).toEqual([{ id: 'æ' }]);
});
