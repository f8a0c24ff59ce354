import { type FileHandle, link, open, rm, stat } from 'node:fs/promises';
import type { ConvertedRecord } from '@profiles/import-formats';
import { refusedCsv, reportCells } from '@profiles/import-formats';
import { written } from './written.js';

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
  /** Whether the row of another record is reported for it. */
  readonly isToldElsewhere?: boolean;
}

/** How a report is written. */
interface ReportOptions {
  readonly columns: readonly string[];
  readonly delimiter: string;
  /** Continues a report after this length, in bytes. What is behind it was written by a process that was killed. */
  readonly length: number;
}

/** The name of the report of a file. */
export function reportOf(file: string): string {
  return `${file}.refused.csv`;
}

/** The name of a report while its import runs: another import of the same file may be running. */
export function runningReportOf(file: string, importId: string): string {
  return reportOf(`${file}.import-${importId}`);
}

/**
 * Gives a complete report the name of the report of its file, and returns its name. It keeps its own one when another import of
 * the file has ended meanwhile: that report is not replaced.
 */
export async function withFinalName(running: string, file: string): Promise<string> {
  const name = reportOf(file);
  try {
    // A link fails where there is a file already; renaming would replace it.
    await link(running, name);
  } catch {
    return running;
  }
  await rm(running, { force: true });
  return name;
}

/** Whether a report is there up to a length, in bytes. */
export async function reaches(path: string, length: number): Promise<boolean> {
  const info = await stat(path).catch(() => undefined);
  return (info?.size ?? 0) >= length;
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
    if (length === 0) await rm(path, { force: true });
    const opened = await open(path, length === 0 ? 'wx' : 'r+', 0o600);
    await opened.chmod(0o600);
    await opened.truncate(length);
    return opened;
  };
  const append = async (to: FileHandle, text: string) => {
    const bytes = Buffer.from(text, 'utf8');
    // A disk that gets full takes a part without an error, and refuses the rest.
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await to.write(bytes, at, bytes.length - at, state.length + at);
      at += bytesWritten;
    }
    state.length += bytes.length;
  };
  const { head, lineOf } = refusedCsv(columns, delimiter);
  if (length > 0) file = await begin();
  return {
    path,
    get length() {
      return state.length;
    },
    async add(rows) {
      if (rows.length === 0) return;
      const lines = rows.map(({ record, reasons }) =>
        lineOf({ line: record.line, reasons, cells: reportCells(record) }),
      );
      if (state.length === 0) lines.unshift(head);
      await written(path, async () => {
        file ??= await begin();
        await append(file, lines.join(''));
      });
    },
    close: async () => file?.close(),
  };
}
