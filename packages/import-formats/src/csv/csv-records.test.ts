import { expect, test } from 'vitest';
import { csvRecords } from './csv-records.js';
import type { CsvDialect } from './dialect.js';

const DIALECT: CsvDialect = { delimiter: ',', quote: '"', decimal: '.' };

async function* text(lines: number): AsyncGenerator<string> {
  yield 'a,b\n';
  for (let line = 0; line < lines; line += 1) yield `${'x'.repeat(1_000)},${line}\n`;
}

test('a long file leaves no listeners behind, and reading can stop in the middle of it', async () => {
  const warnings: string[] = [];
  const listen = (warning: Error) => void warnings.push(warning.name);
  process.on('warning', listen);
  let records = 0;
  for await (const { errors } of csvRecords(text(5_000), DIALECT)) records += 1 - errors.length;
  for await (const { line } of csvRecords(text(5_000), DIALECT)) if (line > 10) break;
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', listen);
  expect([records, warnings]).toEqual([5_000, []]);
});

test('an error of the text ends the reading', async () => {
  async function* broken(): AsyncGenerator<string> {
    yield 'a,b\n1,2\n';
    throw new Error('the disk is gone');
  }
  const read = async () => {
    for await (const { errors } of csvRecords(broken(), DIALECT)) expect(errors).toEqual([]);
  };
  await expect(read()).rejects.toThrow('the disk is gone');
});

test('a chunk may have more records than a stream holds unread', async () => {
  async function* whole(): AsyncGenerator<string> {
    yield `a,b\n${'x,1\n'.repeat(3_000)}`;
  }
  let records = 0;
  for await (const { errors } of csvRecords(whole(), DIALECT)) records += 1 - errors.length;
  expect(records).toBe(3_000);
});
