import type { ImportRow } from '@profiles/client';
import type { FieldError } from '@profiles/contracts/calls';
import type { ColumnTargets, CrmName, CsvForm } from '@profiles/import-formats/csv';

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
export type Reading = { readonly format: 'ndjson' } | CsvReading;

/** How a CSV file is read. */
export interface CsvReading {
  readonly format: 'csv';
  readonly form: CsvForm;
  /** The fields that its columns become, unless it is read as the export of a CRM system. */
  readonly targets: ColumnTargets;
  /** The CRM system whose export was recognised, and whether the file is read as that. */
  readonly crm?: { readonly name: CrmName; readonly isUsed: boolean };
}

/** Rows that one call sends, and the unreadable lines among them. */
export interface FileBatch {
  readonly rows: readonly FileRow[];
  readonly unreadable: readonly UnreadableLine[];
  /** How much of the file has been read, from 0 to 1. */
  readonly read: number;
}

/** The author and the channel of rows whose file has none, as the command line gives them. */
export function originOf(format: string) {
  return { createdBy: 'profiles-import', createdByChannel: format };
}
