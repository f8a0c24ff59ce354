import { median, quantile } from './median.js';
import type { Result } from './result.js';

/** A row is repeated until the spread of each of its figures is below this part of the figure (issue 20, item 7). */
const MAX_SPREAD = 0.1;
/** The reference of all ratios. */
export const REFERENCE = 'ceiling';
/**
 * They are not ours, and no target is about them: their figures are shown with their spread, and a row is not repeated for
 * them.
 */
const PEERS = new Set(['parse', 'kratos']);

/** The CPU time per request of each round, in microseconds. */
export const cpuOf = ({ rounds }: Pick<Result, 'rounds'>): number[] => rounds.map((round) => round.cpuMicrosPerRequest);

/**
 * The cost of a contender relative to another one, round by round. Two figures of the same round were measured within
 * seconds of each other, so that a machine that gets slower changes both.
 */
export function ratiosTo(reference: Pick<Result, 'rounds'>, result: Pick<Result, 'rounds'>): number[] {
  const costs = cpuOf(reference);
  return cpuOf(result).flatMap((cost, round) => {
    const base = costs[round];
    return base === undefined ? [] : [cost / base];
  });
}

/**
 * How far the rounds lie apart, relative to their median: the middle half of them, so that one round that met other work on
 * the machine does not decide.
 */
export function spreadOf(values: readonly number[]): number {
  return (quantile(values, 0.75) - quantile(values, 0.25)) / median(values);
}

/** A figure of a row that the machine was too noisy for. */
export interface Noise {
  readonly row: string;
  readonly clients: number;
  readonly contender: string;
  readonly spread: number;
  readonly rounds: number;
}

/**
 * The figures of ours whose spread is not below {@link MAX_SPREAD}: of the ratio to the ceiling, or of the CPU time where
 * there is no ceiling.
 */
export function noiseIn(results: readonly Result[]): Noise[] {
  return results.flatMap((result) => {
    const { row, clients, contender, rounds } = result;
    if (contender === REFERENCE || PEERS.has(contender)) return [];
    const reference = results.find((one) => one.contender === REFERENCE && one.row === row && one.clients === clients);
    const spread = spreadOf(reference === undefined ? cpuOf(result) : ratiosTo(reference, result));
    return spread < MAX_SPREAD ? [] : [{ row, clients, contender, spread, rounds: rounds.length }];
  });
}

/** One sentence about the noise of a run, for its report. */
export function verdictOn(noise: readonly Noise[]): string {
  const limit = `${MAX_SPREAD * 100} %`;
  if (noise.length === 0) return `Every row is steady: the spread of each of our figures is below ${limit}.`;
  const places = noise.map(({ row, clients, contender, spread, rounds }) => {
    return `- ${row}, ${clients} clients, ${contender}: ${(spread * 100).toFixed(0)} % in ${rounds} rounds`;
  });
  return [`The machine was too noisy for these figures, whose spread is not below ${limit}:`, '', ...places].join('\n');
}
