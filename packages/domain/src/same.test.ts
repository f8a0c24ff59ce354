import { expect, test } from 'vitest';
import { patched } from './patch.js';
import { same } from './same.js';

test.each([
  [undefined, []],
  [[], undefined],
  [{ a: 1 }, { a: 1, list: [] }],
  [{ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }],
])('%j and %j say the same', (a, b) => {
  expect(same(a, b)).toBe(true);
});

test.each([
  [undefined, [1]],
  [[1], undefined],
  [[], {}],
  [{}, []],
  [[1], [1, 2]],
  [
    [1, 2],
    [1, 3],
  ],
  [null, {}],
  [{}, null],
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, {}],
  [{}, { a: 1 }],
  [1, '1'],
])('%j and %j differ', (a, b) => {
  expect(same(a, b)).toBe(false);
});

test('fields that are ignored may differ, on either side', () => {
  const ignored = new Set(['at']);
  expect(same({ a: 1, at: 1 }, { a: 1, at: 2 }, ignored)).toBe(true);
  expect(same({ a: 1 }, { a: 1, at: 2 }, ignored)).toBe(true);
  expect(same([{ at: 1 }], [{ at: 2 }], ignored)).toBe(true);
  expect(same({ a: 1, at: 1 }, { a: 2, at: 1 }, ignored)).toBe(false);
});

test('a patch that changes nothing returns the record itself', () => {
  const record: { a?: number | undefined; b?: number | undefined } = { a: 1 };
  for (const patch of [{}, { a: undefined }, { a: 1 }, { b: null }]) expect(patched(record, patch)).toBe(record);
});

test('a patch sets and clears what it names', () => {
  const record: { a?: number | undefined; b?: number | undefined; c?: number } = { a: 1, b: 2 };
  expect(patched(record, { a: null, c: 3 })).toStrictEqual({ b: 2, c: 3 });
  expect(patched(record, { a: undefined, b: 3 })).toStrictEqual({ a: 1, b: 3 });
});
