import { expect, test } from 'vitest';
import { type ValueTexts, valueText } from './value-text';

const texts: ValueTexts = {
  instant: (text) => `at ${text}`,
  preferenceName: (id) => (id === 7 ? 'NEWSLETTER' : String(id)),
  preferenceValue: (_id, value) => (value === 'true' ? 'Yes' : value),
};

test.each([
  ['a preference by its code', { preferenceId: 7, preferenceValue: 'true', changedAt: 'x' }, 'NEWSLETTER: Yes'],
  [
    'several preferences',
    [
      { preferenceId: 7, preferenceValue: 'no' },
      { preferenceId: 8, preferenceValue: '1' },
    ],
    'NEWSLETTER: no; 8: 1',
  ],
  ['an instant', '2026-01-31T08:15:30.000Z', 'at 2026-01-31T08:15:30.000Z'],
  ['a card by its digits', { id: 1, ecardNumber16digits: '5780333000000019', ecardNumber: 3 }, '5780 3330 0000 0019'],
  [
    'an entry without its technical members',
    { id: 1, town: 'Oslo', addressLine2: null, postCode: '0150' },
    'Oslo, 0150',
  ],
])('%s', (_, value, expected) => {
  expect(valueText(value, texts)).toBe(expected);
});
