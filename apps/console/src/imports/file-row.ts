import type { ImportRow } from '@profiles/client';
import type { FieldError } from '@profiles/contracts/calls';
import type { ColumnTargets, CsvForm } from '@profiles/import-formats/csv';

/** A row of a file with the line that it stands on. */
export interface FileRow {
  readonly line: number;
  readonly row: ImportRow;
  /** The cells of a row of a CSV file, for the report of refused rows. */
  readonly cells?: Cells;
}

export type Cells = Readonly<Record<string, string>>;

/** A line that is no row, and is not sent. */
export interface UnreadableLine {
  readonly line: number;
  /** Why. The path is the column, or empty. */
  readonly errors: readonly FieldError[];
  readonly cells?: Cells;
}

/** How a file is read. */
export type Reading =
  | { readonly format: 'ndjson' }
  | { readonly format: 'csv'; readonly form: CsvForm; readonly targets: ColumnTargets };

/** Rows that one call sends, and the unreadable lines among them. */
export interface FileBatch {
  readonly rows: readonly FileRow[];
  readonly unreadable: readonly UnreadableLine[];
  /** How much of the file has been read, from 0 to 1. */
  readonly read: number;
}
