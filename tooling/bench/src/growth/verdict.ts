import type { Cell } from './measured-step.js';

/** How what a row costs grows with the population. */
export interface Verdict {
  /** The cost at the largest population to that at the smallest. */
  readonly ratio: number;
  /** The cost grows with the population to the power of this: 0 is flat, 1 is linear. */
  readonly exponent: number;
  /** The same of the number of matches, if it is a search. */
  readonly exponentOfMatches?: number;
  readonly kind: 'flat' | 'logarithmic' | 'faster';
}

/** A smaller difference counts as noise. */
const NOISE = 1.3;

/** Of the cells of one row, from the smallest population to the largest; at least one. */
export function verdictOf(cells: readonly Cell[]): Verdict {
  const [first, last] = [cells[0], cells.at(-1)];
  if (first === undefined || last === undefined) throw new Error('A row without cells has no verdict.');
  const ratio = costOf(last) / costOf(first);
  const logarithmic = Math.log(last.customers) / Math.log(first.customers);
  return {
    ratio,
    exponent: slopeOf(cells.map((cell) => [cell.customers, costOf(cell)])),
    ...(first.matches !== undefined && {
      exponentOfMatches: slopeOf(cells.map(({ customers, matches = 0 }) => [customers, Math.max(matches, 1)])),
    }),
    kind: ratio <= NOISE ? 'flat' : ratio <= NOISE * logarithmic ? 'logarithmic' : 'faster',
  };
}

/** To be compared with that of other cells of the row: in yardsticks, or in milliseconds where there is none. */
function costOf({ yardsticks, p50Millis }: Cell): number {
  return yardsticks ?? p50Millis;
}

/** The slope of the line that fits best when both axes are logarithmic; 0 for a single point. */
function slopeOf(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (of: 0 | 1) => logs.reduce((sum, point) => sum + point[of], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const spread = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const common = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return spread === 0 ? 0 : common / spread;
}
