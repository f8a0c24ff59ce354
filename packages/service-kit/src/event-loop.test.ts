import { expect, test } from 'vitest';
import { latenessOf } from './event-loop.js';

const LONG = 80;

/** A loop that ticks every ten milliseconds, after turns of these lengths. */
function afterTurns(...turns: number[]) {
  const lateness = latenessOf(0, 10);
  let now = 0;
  for (const turn of turns) {
    now += turn;
    lateness.ticked(now);
  }
  return { lateness, now };
}

test('a loop that keeps up is not late', () => {
  const { lateness, now } = afterTurns(10, 10, 10);
  expect(lateness.at(now + 9)).toBeLessThan(0);
});

test('a single long turn delays no request: neither those read in it nor those read after it', () => {
  const { lateness, now } = afterTurns(10, 10);
  expect(lateness.at(now + LONG)).toBe(0);
  lateness.ticked(now + LONG);
  expect(lateness.at(now + LONG + 5)).toBeLessThan(0);
});

test('in consecutive long turns, a request that is read early is not late, and one that is read late is', () => {
  const { lateness, now } = afterTurns(LONG, LONG);
  expect(lateness.at(now + 10)).toBe(0);
  expect(lateness.at(now + 50)).toBe(40);
  expect(lateness.at(now + LONG)).toBe(70);
});

test('the first short turn ends it', () => {
  const { lateness, now } = afterTurns(LONG, LONG, 10);
  expect(lateness.at(now + LONG)).toBe(0);
});
