import { describe, expect, test } from 'vitest';
import type { Cell } from './measured-step.js';
import { verdictOf } from './verdict.js';

const SIZES = [10_000, 100_000, 1_000_000];

/** A row whose cost is this function of the number of customers. */
function rowOf(costOf: (customers: number) => number, matchesOf?: (customers: number) => number): Cell[] {
  return SIZES.map((customers) => ({
    ...{ row: 'a row', customers, p50Millis: costOf(customers), failures: 0 },
    ...(matchesOf && { matches: matchesOf(customers) }),
  }));
}

describe('the verdict over a row', () => {
  test('is flat where the cost stays, noise apart', () => {
    expect(verdictOf(rowOf(() => 2))).toMatchObject({ kind: 'flat', ratio: 1, exponent: 0 });
    expect(verdictOf(rowOf((customers) => (customers === 100_000 ? 3 : 2)))).toMatchObject({ kind: 'flat' });
  });

  test('is logarithmic where the cost grows like the depth of a tree', () => {
    expect(verdictOf(rowOf(Math.log))).toMatchObject({ kind: 'logarithmic' });
  });

  test('is faster, with the exponent, where the cost grows like a root or like the population', () => {
    const root = verdictOf(rowOf(Math.sqrt));
    expect(root.kind).toBe('faster');
    expect(root.exponent).toBeCloseTo(0.5);
    expect(verdictOf(rowOf((customers) => customers)).exponent).toBeCloseTo(1);
  });

  test('tells how the matches of a search grow', () => {
    const search = verdictOf(
      rowOf(
        () => 2,
        (customers) => customers / 100,
      ),
    );
    expect(search.exponentOfMatches).toBeCloseTo(1);
    expect(verdictOf(rowOf(() => 2)).exponentOfMatches).toBeUndefined();
  });

  test('goes by the yardstick where there is one: a busy machine makes no growth', () => {
    const cells = SIZES.map((customers, nth) => ({
      ...{ row: 'a row', customers, p50Millis: 10 ** nth, yardsticks: 1.5, failures: 0 },
    }));
    expect(verdictOf(cells)).toMatchObject({ kind: 'flat', ratio: 1 });
  });
});
