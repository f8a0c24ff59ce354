import { expect, test } from 'vitest';
import { systemIds } from './system.js';

const AT = '2026-03-01T12:00:00.000Z';
const LATER = '2026-03-01T12:00:00.001Z';

test('ids of one millisecond ascend in the order in which they were made', () => {
  const ids = Array.from({ length: 1_000 }, () => systemIds.uuidAt(AT));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toStrictEqual(ids);
});

test('an id of a later millisecond is greater, and each begins with its millisecond', () => {
  const [earlier, later, again] = [systemIds.uuidAt(AT), systemIds.uuidAt(LATER), systemIds.uuidAt(AT)];
  expect(earlier < later).toBe(true);
  expect(again < later).toBe(true);
  const millisOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16);
  expect([earlier, later].map(millisOf)).toStrictEqual([Date.parse(AT), Date.parse(LATER)]);
});
