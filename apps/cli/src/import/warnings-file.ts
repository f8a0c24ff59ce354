import { writeFile } from 'node:fs/promises';
import { csvLine, type ReadPlan, readRows } from '@profiles/import-formats';
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
  yield csvLine(['line', 'field', 'reason'], ',');
  for await (const { line, warnings } of readRows(file.open, plan)) {
    for (const { field = '', message } of warnings) yield csvLine([String(line), field, message], ',');
  }
}
