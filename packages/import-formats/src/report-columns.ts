import type { ConvertedRecord, ImportRow, SourceRecord } from './record.js';

/** The column of a report of refused rows that says why a row was refused. */
export const REASON_COLUMN = '_reason';
/** The column with the line of the row in the imported file. */
export const LINE_COLUMN = '_line';
/** The columns with the keys of a merged record and of its survivor. */
export const KEY_COLUMN = '_key';
export const MERGED_INTO_COLUMN = '_mergedInto';

/** Whether a column is one of a report, and no field of a row. */
export function isReportColumn(name: string): boolean {
  return name.startsWith('_');
}

/** The characters that make a cell a formula when it begins with them (OWASP, "CSV Injection"), quotes before it included. */
const FORMULA = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** A cell that no spreadsheet executes. {@link unprotected} gives the same text back. */
export function protectedCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text of a cell that {@link protectedCell} has protected. */
export function unprotected(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}

/** A record of a report with its cells as they were in the imported file. */
export function withoutProtection({ value, ...record }: SourceRecord): SourceRecord {
  if (value === undefined) return { ...record, value };
  const cells = Object.entries(value as Record<string, string>).map(([name, cell]) => [name, unprotected(cell)]);
  return { ...record, value: Object.fromEntries(cells) };
}

/** The cells of a record in a report of refused rows: those of its CSV file, otherwise the fields of its row by their paths. */
export function reportCells({ columns, row, link }: ConvertedRecord): Record<string, string> {
  if (columns !== undefined) return { ...columns };
  const keys = link === undefined ? {} : { [KEY_COLUMN]: link.key, [MERGED_INTO_COLUMN]: link.into };
  return { ...flattened(row ?? {}), ...keys };
}

function flattened(row: ImportRow): Record<string, string> {
  const cells: Record<string, string> = {};
  for (const [name, value] of Object.entries(row)) {
    if (name === 'preferences' && Array.isArray(value)) Object.assign(cells, preferenceCells(value));
    else if (Array.isArray(value)) Object.assign(cells, itemCells(name, value));
    else if (value !== undefined && value !== null) cells[name] = String(value);
  }
  return cells;
}

function preferenceCells(preferences: readonly unknown[]): Record<string, string> {
  const pairs = preferences as readonly { preferenceCode?: unknown; preferenceValue?: unknown }[];
  return Object.fromEntries(
    pairs.map(({ preferenceCode, preferenceValue }) => [
      `preferences.${preferenceCode}`,
      String(preferenceValue ?? ''),
    ]),
  );
}

function itemCells(name: string, items: readonly unknown[]): Record<string, string> {
  const cells = items.flatMap((item, index) =>
    Object.entries((item ?? {}) as object).map(([field, value]) => [`${name}.${index}.${field}`, String(value ?? '')]),
  );
  return Object.fromEntries(cells) as Record<string, string>;
}
