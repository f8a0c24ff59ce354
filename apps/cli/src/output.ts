import Table from 'cli-table3';
import { stringify } from 'yaml';
import type { Terminal } from './terminal.js';

/** Prints a result: as JSON with `--json`, otherwise for a person. */
export function printResult(terminal: Terminal, isJson: boolean | undefined, result: unknown): void {
  if (isJson === true) terminal.out(JSON.stringify(result, undefined, 2));
  else if (result !== undefined) terminal.out(stringify(result).trimEnd());
}

/** Rows of values below a head, as a table. */
export function tableOf(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const table = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  table.push(...rows.map((row) => row.map((cell) => String(cell ?? ''))));
  return table.toString();
}
