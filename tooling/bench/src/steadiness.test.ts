import { expect, test } from 'vitest';
import type { Measured } from './load.js';
import type { Result } from './result.js';
import { noiseIn, ratiosTo, spreadOf, verdictOn } from './steadiness.js';

const measured = (cpuMicrosPerRequest: number): Measured => ({
  ...{ cpuMicrosPerRequest, requests: 1, requestsPerSecond: 1, p50Millis: 1, p99Millis: 1, rssMiB: 1, failures: 0 },
});
const resultOf = (contender: string, costs: readonly number[]): Result => ({
  ...{ row: 'get', clients: 32, contender, rounds: costs.map(measured) },
});

test('the spread is that of the middle half, so that one disturbed round does not decide', () => {
  expect(spreadOf([100, 100, 100, 100, 900])).toBe(0);
  expect(spreadOf([80, 90, 100, 110, 120])).toBeCloseTo(0.2);
});

test('ratios pair the figures of the same round: a machine that gets slower changes both', () => {
  const [ceiling, ours] = [resultOf('ceiling', [100, 200, 300]), resultOf('trpc', [50, 100, 150])];
  expect(ratiosTo(ceiling, ours)).toEqual([0.5, 0.5, 0.5]);
  expect(noiseIn([ceiling, ours])).toEqual([]);
});

test('a figure that varies by 10 % or more is noise; one of another product is not judged', () => {
  const results = [
    resultOf('ceiling', [100, 100, 100]),
    resultOf('trpc', [50, 60, 70]),
    resultOf('rest', [70, 71, 72]),
    resultOf('parse', [100, 300, 500]),
  ];
  const noise = noiseIn(results);
  expect(noise.map(({ contender, rounds }) => [contender, rounds])).toEqual([['trpc', 3]]);
  expect(verdictOn(noise)).toContain('too noisy for these figures');
  expect(verdictOn(noise)).toContain('- get, 32 clients, trpc: 17 % in 3 rounds');
});

test('without a ceiling in the run the CPU time itself is judged', () => {
  expect(noiseIn([resultOf('trpc', [50, 60, 70])])).toHaveLength(1);
  expect(verdictOn(noiseIn([resultOf('trpc', [60, 60, 61])]))).toContain('Every row is steady');
});
