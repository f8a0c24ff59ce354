import { writeFile } from 'node:fs/promises';
import { protectedCell, type ReadPlan, readRows } from '@profiles/import-formats';
import { stringify } from 'csv-stringify/sync';
import type { InputFile } from './input-file.js';
import { written } from './written.js';

/**
 * Writes the fields that are left out of imported rows beside the file: line, field and reason, without any value. Such
 * are password hashes of a kind that the service does not verify.
 */
export async function writeWarnings(file: InputFile, plan: ReadPlan): Promise<string> {
  const path = `${file.path}.warnings.csv`;
  await written(path, () => writeFile(path, warningLines(file, plan), { mode: 0o600 }));
  return path;
}

async function* warningLines(file: InputFile, plan: ReadPlan): AsyncGenerator<string> {
  yield stringify([['line', 'field', 'reason']]);
  for await (const { line, warnings } of readRows(file.open, plan)) {
    const lines = warnings.map(({ field = '', message }) => [String(line), field, message].map(protectedCell));
    if (lines.length > 0) yield stringify(lines);
  }
}
