import { type FileHandle, open, rm } from 'node:fs/promises';
import type { ConvertedRecord } from '@profiles/import-formats';
import { LINE_COLUMN, protectedCell, REASON_COLUMN, reportCells } from '@profiles/import-formats';
import { stringify } from 'csv-stringify/sync';

/** The report of the rows of a file that were refused: a CSV file that can be mended and imported again. */
export interface RefusedReport {
  readonly path: string;
  /** In bytes. Without a refused row it is 0, and there is no file. */
  readonly length: number;
  /** Adds rows and their reasons. They are on disk when it returns. */
  add(rows: readonly RefusedRow[]): Promise<void>;
  close(): Promise<void>;
}

/** A refused row. */
export interface RefusedRow {
  readonly record: ConvertedRecord;
  readonly reasons: readonly string[];
}

/** How a report is written. */
interface ReportOptions {
  readonly columns: readonly string[];
  readonly delimiter: string;
  /** Continues a report after this length, in bytes. What is behind it was written by a process that was killed. */
  readonly length: number;
}

/**
 * Opens the report of a file. It holds personal data, as the file does: its user alone can read it. It is UTF-8 with a byte
 * order mark, by which spreadsheets recognise it, and has the delimiter of the file.
 */
export async function refusedReport(
  path: string,
  { columns, delimiter, length }: ReportOptions,
): Promise<RefusedReport> {
  let file: FileHandle | undefined;
  const state = { length };
  const begin = async () => {
    const opened = await open(path, length === 0 ? 'w' : 'r+', 0o600);
    await opened.chmod(0o600);
    await opened.truncate(length);
    return opened;
  };
  const append = async (text: string) => {
    const bytes = Buffer.from(text, 'utf8');
    await file?.write(bytes, 0, bytes.length, state.length);
    state.length += bytes.length;
  };
  const line = (cells: readonly string[]) => stringify([cells.map(protectedCell)], { delimiter });
  if (length > 0) file = await begin();
  // The report of the dry run, or of an earlier import.
  else await rm(path, { force: true });
  return {
    path,
    get length() {
      return state.length;
    },
    async add(rows) {
      const lines = rows.map(({ record, reasons }) => {
        const cells = reportCells(record);
        return line([String(record.line), reasons.join('; '), ...columns.map((name) => cells[name] ?? '')]);
      });
      if (lines.length === 0) return;
      file ??= await begin();
      if (state.length === 0) lines.unshift(`\uFEFF${line([LINE_COLUMN, REASON_COLUMN, ...columns])}`);
      await append(lines.join(''));
    },
    close: async () => file?.close(),
  };
}
