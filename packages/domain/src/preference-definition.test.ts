import { describe, expect, test } from 'vitest';
import { misfitOf } from './preference-definition.js';
import type { PreferenceType } from './preference-types.js';

describe('what fits a type', () => {
  test.each<[PreferenceType, string]>([
    ['TEXT', ' anything, 12 '],
    ['BOOLEAN', 'true'],
    ['BOOLEAN', 'false'],
    ['NUMBER', '0'],
    ['NUMBER', '-12.50'],
    ['NUMBER', '007'],
    ['DATE', '2024-02-29'],
  ])('%s takes %j', (type, value) => {
    expect(misfitOf(type, value)).toBeUndefined();
  });

  test.each<[PreferenceType, string]>([
    ...['TRUE', 'yes', '1', ' true', 'true\n', ''].map((value): [PreferenceType, string] => ['BOOLEAN', value]),
    ...['', '1,5', '.5', '5.', '+1', '1e3', '0x1', 'NaN', '١', '1\n', ' 1'].map((value): [PreferenceType, string] => [
      'NUMBER',
      value,
    ]),
    ...['2023-02-29', '2024-2-9', '2024-13-01', '29.02.2024', '2024-02-29T00:00:00Z', '2024-02-29\n', ''].map(
      (value): [PreferenceType, string] => ['DATE', value],
    ),
  ])('%s refuses %j, and says what it takes', (type, value) => {
    expect(misfitOf(type, value)).toContain(type);
  });
});
