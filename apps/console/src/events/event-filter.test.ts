import { expect, test } from 'vitest';
import { customerNumberIn } from './event-filter';

test.each([
  ['1000000', 1_000_000],
  [' 1 000 000 ', 1_000_000],
  ['', undefined],
  ['0', undefined],
  ['-1', undefined],
  ['1000000x', undefined],
  ['99999999999999999999', undefined],
])('%j filters by the customer %s', (text, expected) => {
  expect(customerNumberIn(text)).toBe(expected);
});
