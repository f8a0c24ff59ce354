import type { FieldSource } from './mapping.js';

/** The columns from which a record has the value of a field: the first one that is not blank, or all of them that are joined. */
export function columnsRead({ from, join }: FieldSource, cells: Readonly<Record<string, string>>): string[] {
  const filled = [from ?? []].flat().filter((column) => (cells[column] ?? '').trim() !== '');
  return join === undefined ? filled.slice(0, 1) : filled;
}
