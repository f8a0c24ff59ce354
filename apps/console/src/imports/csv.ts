// Everything that reads CSV, in a file of its own: the parser and the tables of countries, languages and telephone numbers are
// loaded when a CSV file is chosen.

import type { ImportRow } from '@profiles/client';
import { csvRows, mappingOfTargets, recogniseCsv, reportCells, suggestTargets } from '@profiles/import-formats/csv';
import type { FileRow, Reading, UnreadableLine } from './file-row';
import { bytesOf, type ReadBytes } from './file-text';

export { COLUMN_TARGETS } from '@profiles/import-formats/csv';

/** The values of rows whose file has none, as the command line gives them. */
const DEFAULTS = { createdBy: 'profiles-import', createdByChannel: 'csv' };

/**
 * Recognises a CSV file, with the targets that are proposed for its columns.
 * @throws InvalidEncodingError when its bytes mean nothing in the encoding that was recognised
 */
export async function readingOfCsv(file: File): Promise<Extract<Reading, { format: 'csv' }>> {
  const form = await recogniseCsv(() => bytesOf(file));
  return { format: 'csv', form, targets: suggestTargets(form.columns) };
}

/** The rows of a CSV file. A row that cannot be converted is not sent. */
export async function* csvLinesOf(
  file: File,
  { form, targets }: Extract<Reading, { format: 'csv' }>,
  progress: ReadBytes,
): AsyncGenerator<FileRow | UnreadableLine> {
  for await (const record of csvRows(() => bytesOf(file, progress), form, mappingOfTargets(targets))) {
    const { line, row, errors } = record;
    const cells = reportCells(record);
    if (row === undefined || errors.length > 0) {
      yield { line, cells, errors: errors.map(({ field = '', message }) => ({ path: field, message })) };
    } else yield { line, cells, row: { ...DEFAULTS, ...row } as ImportRow };
  }
}
