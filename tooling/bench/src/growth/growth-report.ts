import type { Cell } from './measured-step.js';
import { type Verdict, verdictOf } from './verdict.js';

/** The cells of one row, from the smallest population to the largest. */
export interface GrowthRow {
  readonly row: string;
  readonly cells: readonly Cell[];
}

export function rowsOf(cells: readonly Cell[]): GrowthRow[] {
  const names = [...new Set(cells.map(({ row }) => row))];
  return names.map((row) => ({ row, cells: cells.filter((cell) => cell.row === row) }));
}

/** `10k`, `1M`: a number of customers. */
export function sizeOf(customers: number): string {
  if (customers >= 1_000_000) return `${customers / 1_000_000}M`;
  return customers >= 1_000 ? `${customers / 1_000}k` : String(customers);
}

const FIGURES = ['matches', 'p50 ms', 'p99 ms', 'CPU µs', 'database CPU µs', 'yardsticks'];

/** The table, in Markdown. In a cell stand the figures of all sizes, the smallest population first. */
export function growthTable(rows: readonly GrowthRow[]): string {
  const sizes = (rows[0]?.cells ?? []).map(({ customers }) => sizeOf(customers)).join(', ');
  const head = ['row', ...FIGURES, 'ratio', 'grows'];
  const lines = rows.map(({ row, cells }) => {
    const figures = (of: (cell: Cell) => number | undefined, digits = 0) => {
      const shown = cells.map(of);
      return shown.some((one) => one === undefined) ? '' : shown.map((one) => one?.toFixed(digits)).join(', ');
    };
    const failures = cells.reduce((sum, cell) => sum + cell.failures, 0);
    const verdict = verdictOf(cells);
    return [
      failures > 0 ? `${row} (${failures} failed)` : row,
      figures(({ matches }) => matches),
      figures(({ p50Millis }) => p50Millis, 1),
      figures(({ p99Millis }) => p99Millis, 1),
      figures(({ cpuMicros }) => cpuMicros),
      figures(({ databaseCpuMicros }) => databaseCpuMicros),
      figures(({ yardsticks }) => yardsticks, 2),
      verdict.ratio.toFixed(2),
      wordsFor(verdict),
    ];
  });
  return [
    `In each cell: with ${sizes} customers. N is the number of customers.`,
    '',
    ...[head, ['---', ...head.slice(1, -1).map(() => '--:'), '---'], ...lines].map(
      (cells) => `| ${cells.join(' | ')} |`,
    ),
  ].join('\n');
}

function wordsFor({ kind, exponent, exponentOfMatches }: Verdict): string {
  if (kind !== 'faster') return kind;
  const power = `faster: N^${exponent.toFixed(2)}`;
  return exponentOfMatches === undefined ? power : `${power}, matches N^${exponentOfMatches.toFixed(2)}`;
}
