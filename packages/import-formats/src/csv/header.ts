import Papa from 'papaparse';
import { withoutByteOrderMark } from '../byte-order-mark.js';
import type { CsvDialect } from './dialect.js';

/** The column names of a CSV file, from its beginning. */
export function headerOf(sample: string, { delimiter, quote }: CsvDialect): string[] {
  const text = withoutByteOrderMark(sample);
  // Without `preview`: it counts the blank lines that are left out.
  const { data } = Papa.parse<string[]>(text, { delimiter, quoteChar: quote, skipEmptyLines: 'greedy' });
  return columnNames(data[0] ?? []);
}

/**
 * The names of columns from the cells of a header. A name that comes again gets a number: `Telefon`, `Telefon (2)`. Many exports have
 * such columns, and no value of one may stand for that of another.
 */
export function columnNames(cells: readonly string[]): string[] {
  const given = new Set(cells.map((cell) => cell.trim()));
  const taken = new Set<string>();
  return cells.map((cell) => {
    const name = cell.trim();
    let own = name;
    for (let number = 2; own !== '' && taken.has(own); number += 1) {
      const numbered = `${name} (${number})`;
      if (!given.has(numbered)) own = numbered;
    }
    taken.add(own);
    return own;
  });
}
