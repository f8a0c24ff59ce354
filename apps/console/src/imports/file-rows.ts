import type { ImportRow } from '@profiles/client';
import { jsonLines } from '@profiles/import-formats/json-lines';
import { type CsvReading, type FileBatch, type FileRow, originOf, type Reading, type UnreadableLine } from './file-row';
import { type ReadBytes, textOf } from './file-text';

/** The service commits 100 rows at a time, and takes up to 500 in a call. Few at a time show progress early. */
const MAX_ROWS = 100;
/** The body of a call has at most 1 MiB. A character has up to three bytes in UTF-8. */
const MAX_CHARACTERS = 300_000;

/**
 * Reads a file batch by batch: one JSON object per line (NDJSON, UTF-8), or CSV. The same file gives the same batches.
 * @throws UnreadableFileError when a file of JSON is not UTF-8, or a compressed file is damaged
 * @throws Error when a CSV file cannot be read further: InvalidHeaderError or InvalidEncodingError
 */
export async function* fileBatches(file: File, reading: Reading = { format: 'ndjson' }): AsyncGenerator<FileBatch> {
  const progress: ReadBytes = { bytes: 0 };
  let [rows, unreadable, characters]: [FileRow[], UnreadableLine[], number] = [[], [], 0];
  for await (const line of fileLines(file, reading, progress)) {
    const size = JSON.stringify('row' in line ? line.row : '').length;
    if (rows.length + unreadable.length >= MAX_ROWS || characters + size > MAX_CHARACTERS) {
      yield { rows, unreadable, read: progress.bytes / file.size };
      [rows, unreadable, characters] = [[], [], 0];
    }
    characters += size;
    // The service judges each row. One that is not valid is refused and stops no other.
    if ('row' in line) rows.push(line);
    else unreadable.push(line);
  }
  if (rows.length + unreadable.length > 0) yield { rows, unreadable, read: 1 };
}

/**
 * Reads a file line by line. The same file gives the same lines.
 * @throws as {@link fileBatches} does
 */
export function fileLines(
  file: File,
  reading: Reading,
  progress: ReadBytes = { bytes: 0 },
): AsyncGenerator<FileRow | UnreadableLine> {
  return reading.format === 'csv' ? csvLines(file, reading, progress) : ndjsonLines(file, progress);
}

async function* ndjsonLines(file: File, progress: ReadBytes): AsyncGenerator<FileRow | UnreadableLine> {
  for await (const { line, value, errors } of jsonLines(textOf(file, progress))) {
    if (value === undefined) yield { line, errors: errors.map(({ message }) => ({ path: '', message })) };
    else yield { line, row: { ...originOf('ndjson'), ...(value as ImportRow) } };
  }
}

async function* csvLines(
  file: File,
  reading: CsvReading,
  progress: ReadBytes,
): AsyncGenerator<FileRow | UnreadableLine> {
  const { csvLinesOf } = await import('./csv');
  yield* csvLinesOf(file, reading, progress);
}
