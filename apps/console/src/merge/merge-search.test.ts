import { expect, test } from 'vitest';
import { mergeSearchOf } from './merge-search';

test('a URL names customers by their numbers only', () => {
  expect(mergeSearchOf({ customer: 1000001, source: '1000002', name: 'Kari' })).toEqual({
    customer: 1000001,
    source: 1000002,
  });
  expect(mergeSearchOf({ customer: 'Kari', source: -1 })).toEqual({});
});
