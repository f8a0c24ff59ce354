import fc from 'fast-check';
import { BSON } from 'mongodb';
import { expect, test } from 'vitest';
import { maxBytesOf } from './bson-bound.js';

const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    ...[fc.string({ unit: 'binary' }), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.date()],
    fc.array(tie('value'), { maxLength: 12 }),
    fc.dictionary(
      fc.string({ unit: 'binary' }).filter((name) => !name.includes('\0')),
      tie('value'),
    ),
  ),
})).value;

test('the bound of a value is never below its size in BSON', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(maxBytesOf({ value })).toBeGreaterThanOrEqual(BSON.calculateObjectSize({ value }));
    }),
  );
});
