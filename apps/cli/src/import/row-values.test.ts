import { expect, test } from 'vitest';
import { haveInCommon, valuesOf } from './row-values.js';

const batchOf = (row: Record<string, unknown>, link?: { key: string; into: string }) =>
  valuesOf([{ number: 1, record: { line: 1, row, errors: [], warnings: [], ...(link && { link }) } }]);
const ref = (customerRef: string, others: Record<string, unknown> = {}) => batchOf({ customerRef, ...others });

test.each([
  ['an email in another case', { email: 'Kari@Example.no' }, { email: 'kari@example.no' }],
  ['a username that is the email of the other', { username: 'kari@example.no' }, { email: 'kari@example.no' }],
  ['the email of a deactivated customer', { emailOld: 'kari@example.no' }, { email: 'kari@example.no' }],
  ['a Vipps id', { vippsId: '4711' }, { vippsId: '4711' }],
  ['a uuid in another case', { uuid: 'A1' }, { uuid: 'a1' }],
  ['an account', { customerAccountId: 'ABT' }, { customerAccounts: [{ accountId: 'abt' }] }],
  [
    'a card with and without its zeros',
    { ecardOwnerships: [{ ecardNumber: 12 }] },
    { ecardOwnerships: [{ ecardNumber: '0012' }] },
  ],
  ['a survivor', { mergedInto: 7 }, { mergedInto: 7 }],
])('rows with %s in common', (_name, one, other) => {
  expect(haveInCommon(ref('1', one), ref('2', other))).toBe(true);
  expect(haveInCommon(ref('1', one), ref('2'))).toBe(false);
});

test('a reference that is the number of another customer, or the key of a survivor', () => {
  expect(haveInCommon(ref('7'), ref('1', { mergedInto: 7 }))).toBe(true);
  expect(haveInCommon(ref('7'), batchOf({ customerRef: '1' }, { key: '1', into: '7' }))).toBe(true);
  expect(haveInCommon(ref('7'), batchOf({ customerRef: '1' }, { key: '1', into: '8' }))).toBe(false);
});

test('a customer that one row names by its number, and another one by its reference', () => {
  expect(haveInCommon(batchOf({ customerNumber: 1 }), ref('A'))).toBe(true);
  expect(haveInCommon(batchOf({ customerNumber: 1 }), batchOf({ customerNumber: 2 }))).toBe(false);
});
