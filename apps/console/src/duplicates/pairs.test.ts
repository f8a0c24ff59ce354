import { expect, test } from 'vitest';
import { pairsLeft } from './pairs';

test('the pairs that are left exclude the marked ones and repetitions, in their order', () => {
  const [first, second, third] = [
    [1, 2],
    [1, 3],
    [2, 3],
  ].map((customerNumbers) => ({ customerNumbers }));
  if (first === undefined || second === undefined || third === undefined) throw new Error('Three pairs are needed.');
  expect(pairsLeft([first, second, third, { ...first }], [{ customerNumbers: [1, 3] }])).toEqual([first, third]);
});
