import { refusedCsv, reportCells } from '@profiles/import-formats/csv';
import type { FileRow, UnreadableLine } from './file-row';
import { fileLines } from './file-rows';
import type { RefusedRow } from './sent-file';
import type { ChosenFile } from './use-import-run';

/** The delimiter of the report of a file that is not CSV. */
const DELIMITER = ';';

/**
 * The report of all refused rows of a file as a CSV file, which can be mended and imported again. It is made in memory. The
 * file is read again for the cells of the rows: they are not kept while it is sent.
 * @param reasonsOf the reasons of a row in the language of the employee
 * @throws UnreadableFileError when the file cannot be read any more
 */
export async function refusedReport(
  { file, reading }: ChosenFile,
  refused: readonly RefusedRow[],
  reasonsOf: (row: RefusedRow) => readonly string[],
): Promise<File> {
  const byLine = new Map(refused.map((row) => [row.line, row]));
  const columns = new Set(reading.format === 'csv' ? reading.form.columns : []);
  if (reading.format !== 'csv') {
    for await (const line of fileLines(file, reading)) {
      if (byLine.has(line.line)) for (const name of Object.keys(cellsOf(line))) columns.add(name);
    }
  }
  const { head, lineOf } = refusedCsv(
    [...columns],
    reading.format === 'csv' ? reading.form.dialect.delimiter : DELIMITER,
  );
  const parts = [head];
  for await (const line of fileLines(file, reading)) {
    const row = byLine.get(line.line);
    if (row !== undefined) parts.push(lineOf({ line: row.line, reasons: reasonsOf(row), cells: cellsOf(line) }));
  }
  return new File(parts, 'refused.csv', { type: 'text/csv' });
}

function cellsOf(line: FileRow | UnreadableLine): Readonly<Record<string, string>> {
  if (line.cells !== undefined) return line.cells;
  return 'row' in line ? reportCells({ line: line.line, row: { ...line.row }, errors: [], warnings: [] }) : {};
}
