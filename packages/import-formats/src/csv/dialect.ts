import Papa from 'papaparse';

/** How a CSV file is written. */
export interface CsvDialect {
  readonly delimiter: string;
  /** The character around fields that contain the delimiter, a line break or the character itself. */
  readonly quote: string;
  /** The sign before decimals, as far as the file shows one. */
  readonly decimal: ',' | '.';
}

const DELIMITERS = [';', ',', '\t', '|', Papa.RECORD_SEP, Papa.UNIT_SEP];
const SAMPLE_RECORDS = 200;

/**
 * Recognises how a CSV file is written, from its beginning. The library papaparse finds the delimiter: the one with which
 * the records have the same number of fields.
 */
export function recogniseDialect(sample: string): CsvDialect {
  const quote = quoteOf(sample);
  const whole = wholeRecords(sample);
  const { data, meta, errors } = Papa.parse<string[]>(whole, {
    quoteChar: quote,
    preview: SAMPLE_RECORDS,
    skipEmptyLines: 'greedy',
    delimitersToGuess: DELIMITERS,
  });
  // The library gives up when the records differ, as after a quote that is never closed.
  const isUnknown = errors.some(({ code }) => code === 'UndetectableDelimiter');
  return { delimiter: isUnknown ? inHeader(whole) : meta.delimiter, quote, decimal: decimalOf(data) };
}

/** The delimiter that occurs most often in the header. A file with one column has none: semicolon, as a comma may be data. */
function inHeader(sample: string): string {
  const [header = ''] = sample.split(/\r?\n/, 1);
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

/** Single quotes when they enclose the first field, such as `'Name';'Town'`. */
function quoteOf(sample: string): string {
  return /^\uFEFF?'[^'\n]*'[;,\t|\r\n]/.test(sample) ? "'" : '"';
}

/** A sample ends anywhere: its last line would look like a record with fewer fields. */
function wholeRecords(sample: string): string {
  const end = sample.lastIndexOf('\n');
  return end > 0 ? sample.slice(0, end + 1) : sample;
}

/** The decimal sign that more fields show. Three digits after a sign can be thousands, and say nothing. */
function decimalOf(records: readonly (readonly string[])[]): ',' | '.' {
  let balance = 0;
  for (const field of records.flat()) {
    if (/^-?(\d+|\d{1,3}([ .\u00a0\u202f]\d{3})+),(\d{1,2}|\d{4,})$/.test(field.trim())) balance += 1;
    if (/^-?(\d+|\d{1,3}([ ,]\d{3})+)\.(\d{1,2}|\d{4,})$/.test(field.trim())) balance -= 1;
  }
  return balance > 0 ? ',' : '.';
}
