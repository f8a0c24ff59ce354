import { type CsvError, type Parser, parse } from 'csv-parse';
import type { SourceRecord } from '../record.js';
import type { CsvDialect } from './dialect.js';
import { columnNames } from './header.js';

/** A record of a CSV file: its cells by column name. */
export type CsvCells = Readonly<Record<string, string>>;

/** A CSV file without a usable header. */
export class InvalidHeaderError extends Error {
  override name = 'InvalidHeaderError';
}

/** The message about a file without a header. */
export const EMPTY_FILE = 'The file is empty: expected a header with the column names.';

/** A quoted field that is longer swallowed other records: its closing quote is missing. */
const MAX_RECORD_SIZE = 1_048_576;

interface ParsedRecord {
  readonly info: { readonly lines: number; readonly records: number };
  readonly record: readonly string[];
}

/**
 * Reads CSV with a header (RFC 4180, with any delimiter), record by record. A record with too many or too few fields is
 * reported and does not stop the others.
 *
 * @throws {@link InvalidHeaderError} when the header is missing.
 */
export async function* csvRecords(text: AsyncIterable<string>, dialect: CsvDialect): AsyncGenerator<SourceRecord> {
  const skipped: { readonly after: number; readonly message: string }[] = [];
  let end = 0;
  // relax_quotes: without it, a stray quote loses all records up to the next quote, and reports the first of them only.
  // skip_records_with_error: an error that ends the stream takes the records with it that were not read yet.
  const parser = parse({
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    escape: dialect.quote,
    bom: true,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_SIZE,
    skip_records_with_error: true,
    on_skip: (error) => void skipped.push({ after: recordsBefore(error), message: messageOf(error) }),
  });
  let header: readonly string[] | undefined;
  /** The unreadable records before a number of records have been read: they begin after the last one. */
  function* unreadable(records: number): Generator<SourceRecord> {
    while (skipped[0] !== undefined && skipped[0].after < records) {
      yield { line: end + 1, value: undefined, errors: [{ message: skipped.shift()?.message ?? '' }] };
    }
  }
  let countedTwice = 0;
  for await (const { info, record } of parsed(text, parser)) {
    yield* unreadable(info.records);
    // The parser counts CRLF within quotes as two lines.
    countedTwice += occurrences(/\r\n/g, record);
    end = info.lines - countedTwice;
    const line = end - occurrences(/\r\n|\r|\n/g, record);
    if (record.every((cell) => cell.trim() === '')) continue;
    if (header === undefined) header = columnNames(record);
    else yield recordOf({ line, end }, header, record);
  }
  yield* unreadable(Number.POSITIVE_INFINITY);
  if (header === undefined) throw new InvalidHeaderError(EMPTY_FILE);
}

/**
 * The records of a text, one chunk of it after the other. The parser's build for browsers is a stream of an early form, which is
 * no async iterable and takes no part in a pipeline: so it is written to and read by hand.
 */
async function* parsed(text: AsyncIterable<string>, parser: Parser): AsyncGenerator<ParsedRecord> {
  // Without a listener an error would end the process. It is thrown where the text is written.
  parser.on('error', () => undefined);
  for await (const chunk of text) {
    yield* recordsUntil(
      parser,
      new Promise((resolve, reject) => {
        parser.write(chunk, (error) => (error == null ? resolve() : reject(error)));
      }),
    );
  }
  yield* recordsUntil(
    parser,
    new Promise((resolve, reject) => {
      parser.once('end', resolve);
      parser.once('error', reject);
      parser.end();
    }),
  );
}

/**
 * Reads records until a write has ended. They must be read meanwhile: a stream with more than a few unread records does not end
 * the write that made them.
 */
async function* recordsUntil(parser: Parser, written: Promise<void>): AsyncGenerator<ParsedRecord> {
  let isWritten = false;
  const ended = written.finally(() => {
    isWritten = true;
  });
  ended.catch(() => undefined);
  for (let isLast = false; !isLast; ) {
    isLast = isWritten;
    for (let next = parser.read() as ParsedRecord | null; next !== null; next = parser.read() as ParsedRecord | null) {
      yield next;
    }
    if (!isLast) await Promise.race([ended, new Promise((resolve) => setTimeout(resolve))]);
  }
  await ended;
}

function occurrences(pattern: RegExp, cells: readonly string[]): number {
  return cells.reduce((count, cell) => count + (cell.match(pattern)?.length ?? 0), 0);
}

function recordOf(
  { line, end }: { line: number; end: number },
  header: readonly string[],
  cells: readonly string[],
): SourceRecord {
  const value: CsvCells = Object.fromEntries(
    header.flatMap((name, index) => (name === '' ? [] : [[name, cells[index] ?? '']])),
  );
  // Trailing empty fields are common in exports and carry nothing. A value in one of them belongs to another column.
  const named = header.findLastIndex((name) => name !== '') + 1;
  const filled = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  if (cells.length >= named && filled <= named) return { line, value, errors: [] };
  const lines = end > line ? ` The record spans lines ${line} to ${end}: is a closing quote missing?` : '';
  const found = Math.max(filled, Math.min(cells.length, named));
  const message = `Expected ${named} fields as in the header, found ${found}. Put quotes around fields that contain the delimiter or a line break.${lines}`;
  return { line, value, errors: [{ message }] };
}

/** The records that were complete when the error occurred. */
function recordsBefore(error: CsvError | undefined): number {
  const { records } = (error ?? {}) as { records?: number };
  return records ?? 0;
}

function messageOf(error: CsvError | undefined): string {
  if (error === undefined) return 'The record could not be read.';
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return 'A quote opens in this record and is never closed.';
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return 'The record is longer than 1 MiB: is a closing quote missing?';
  }
  return `The record could not be read (${error.code}).`;
}
