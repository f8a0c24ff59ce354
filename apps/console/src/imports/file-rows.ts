import type { ImportRow } from '@profiles/client';
import { jsonLines } from '@profiles/import-formats/json-lines';

/** A row of a file with the line that it stands on. */
export interface FileRow {
  readonly line: number;
  readonly row: ImportRow;
}

/** A line that is no row, and is not sent. */
export interface UnreadableLine {
  readonly line: number;
  readonly message: string;
}

/** Rows that one call sends, and the unreadable lines among them. */
export interface FileBatch {
  readonly rows: readonly FileRow[];
  readonly unreadable: readonly UnreadableLine[];
  /** How much of the file has been read, from 0 to 1. */
  readonly read: number;
}

/** The service commits 100 rows at a time, and takes up to 500 in a call. Few at a time show progress early. */
const MAX_ROWS = 100;
/** The body of a call has at most 1 MiB. A character has up to three bytes in UTF-8. */
const MAX_CHARACTERS = 300_000;

/**
 * Reads a file of one JSON object per line (NDJSON, UTF-8), batch by batch. The same file gives the same batches.
 * @throws TypeError when the file is not UTF-8
 */
export async function* fileBatches(file: File): AsyncGenerator<FileBatch> {
  const progress = { bytes: 0 };
  let [rows, unreadable, characters]: [FileRow[], UnreadableLine[], number] = [[], [], 0];
  for await (const { line, value, errors } of jsonLines(textOf(file, progress))) {
    const size = JSON.stringify(value ?? '').length;
    if (rows.length + unreadable.length >= MAX_ROWS || characters + size > MAX_CHARACTERS) {
      yield { rows, unreadable, read: progress.bytes / file.size };
      [rows, unreadable, characters] = [[], [], 0];
    }
    characters += size;
    if (value === undefined) unreadable.push({ line, message: errors.map(({ message }) => message).join(' ') });
    // The service judges each row. One that is not valid is refused and stops no other.
    else rows.push({ line, row: value as ImportRow });
  }
  if (rows.length + unreadable.length > 0) yield { rows, unreadable, read: 1 };
}

/** The text of a file in chunks. `ReadableStream` is no async iterable in every browser. */
async function* textOf(file: File, progress: { bytes: number }): AsyncGenerator<string> {
  const reader = file.stream().getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    progress.bytes += part.value.byteLength;
    yield decoder.decode(part.value, { stream: true });
  }
  yield decoder.decode();
}
