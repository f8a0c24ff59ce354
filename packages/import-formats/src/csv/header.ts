import Papa from 'papaparse';
import { withoutByteOrderMark } from '../byte-order-mark.js';
import type { CsvDialect } from './dialect.js';

/** The column names of a CSV file, from its beginning. */
export function headerOf(sample: string, { delimiter, quote }: CsvDialect): string[] {
  const text = withoutByteOrderMark(sample);
  const { data } = Papa.parse<string[]>(text, { delimiter, quoteChar: quote, preview: 1, skipEmptyLines: 'greedy' });
  return (data[0] ?? []).map((name) => name.trim());
}
