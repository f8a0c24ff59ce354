import { LINE_COLUMN, REASON_COLUMN } from '../report-columns.js';
import { csvLine } from './csv-line.js';

/** A refused row in a report. */
export interface ReportedRow {
  /** Its line in the file. */
  readonly line: number;
  readonly reasons: readonly string[];
  readonly cells: Readonly<Record<string, string>>;
}

/** The text of a report: its head, then a line for each row. */
export interface RefusedCsv {
  readonly head: string;
  lineOf(row: ReportedRow): string;
}

/**
 * A report of refused rows as CSV, which can be mended and imported again: the line, the reasons, and the cells of the row. It
 * begins with a byte order mark, by which spreadsheets know UTF-8.
 * @param columns the columns of the file; those of a report among them are not repeated
 */
export function refusedCsv(columns: readonly string[], delimiter: string): RefusedCsv {
  const own = columns.filter((name) => ![LINE_COLUMN, REASON_COLUMN, ''].includes(name));
  return {
    head: `\uFEFF${csvLine([LINE_COLUMN, REASON_COLUMN, ...own], delimiter)}`,
    lineOf: ({ line, reasons, cells }) =>
      csvLine([String(line), reasons.join('; '), ...own.map((name) => cells[name] ?? '')], delimiter),
  };
}
