import Papa from 'papaparse';
import { LINE_COLUMN, protectedCell, REASON_COLUMN } from '../report-columns.js';

/** A refused row in a report. */
export interface ReportedRow {
  /** Its line in the file. */
  readonly line: number;
  readonly reasons: readonly string[];
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * A report of refused rows as CSV, which can be mended and imported again: the line, the reasons, and the cells of the row. It
 * begins with a byte order mark, by which spreadsheets know UTF-8, and no cell is a formula for them.
 */
export function refusedCsv(rows: readonly ReportedRow[], delimiter: string): string {
  const columns = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))].filter(
    (name) => name !== LINE_COLUMN && name !== REASON_COLUMN,
  );
  const data = rows.map(({ line, reasons, cells }) =>
    [String(line), reasons.join('; '), ...columns.map((name) => cells[name] ?? '')].map(protectedCell),
  );
  const fields = [LINE_COLUMN, REASON_COLUMN, ...columns].map(protectedCell);
  return `\uFEFF${Papa.unparse({ fields, data }, { delimiter, newline: '\r\n' })}\r\n`;
}
