// Everything that reads CSV, in a file of its own: the parser and the tables of countries, languages and telephone numbers are
// loaded when a CSV file is chosen.

import type { ImportRow } from '@profiles/client';
import {
  crmMapping,
  crmOf,
  csvRows,
  mappingOfTargets,
  recogniseCsv,
  reportCells,
  suggestTargets,
} from '@profiles/import-formats/csv';
import { type CsvReading, type FileRow, originOf, type UnreadableLine } from './file-row';
import { bytesOf, type ReadBytes } from './file-text';

export { COLUMN_TARGETS } from '@profiles/import-formats/csv';

const MERGED = 'This record was merged into another one. The command line imports merged records.';

/**
 * Recognises a CSV file, with the targets that are proposed for its columns.
 * @throws InvalidEncodingError when its bytes mean nothing in the encoding that was recognised
 * @throws InvalidHeaderError when it is empty
 */
export async function readingOfCsv(file: File): Promise<CsvReading> {
  const form = await recogniseCsv(() => bytesOf(file));
  const name = crmOf(form.columns);
  const targets = suggestTargets(form.columns);
  return { format: 'csv', form, targets, ...(name !== undefined && { crm: { name, isUsed: true } }) };
}

/** The rows of a CSV file. A row that cannot be converted is not sent, and one that is no customer is left out. */
export async function* csvLinesOf(
  file: File,
  { form, targets, crm }: CsvReading,
  progress: ReadBytes,
): AsyncGenerator<FileRow | UnreadableLine> {
  const mapping = crm?.isUsed ? crmMapping(crm.name) : mappingOfTargets(targets);
  const origin = originOf(crm?.isUsed ? crm.name : 'csv');
  for await (const record of csvRows(() => bytesOf(file, progress), form, mapping)) {
    const { line, row, link, skipped } = record;
    if (skipped !== undefined) continue;
    const cells = reportCells(record);
    const errors = [...record.errors, ...(link === undefined ? [] : [{ message: MERGED }])];
    if (row === undefined || errors.length > 0) {
      yield { line, cells, errors: errors.map(({ field = '', message }) => ({ path: field, message })) };
    } else yield { line, cells, row: { ...origin, ...row } as ImportRow };
  }
}
