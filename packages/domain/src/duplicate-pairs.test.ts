import { expect, test } from 'vitest';
import { changesPairs, comparePairs, pairsWith } from './duplicate-pairs.js';
import { aProfile } from './testing/given.js';

const PERSON = { dateOfBirth: '1985-04-12', email: 'kari@x.no' };

test('[DUP-1] a pair names the lower number first, whichever profile is asked for', () => {
  const [one, other] = [aProfile({ customerNumber: 1, ...PERSON }), aProfile({ customerNumber: 2, ...PERSON })];
  const [pair] = pairsWith(one, [other]);
  expect(pair).toMatchObject({ first: 1, second: 2 });
  expect(pair?.score).toBeGreaterThan(0);
  expect(pair?.reasons).not.toEqual([]);
  expect(pairsWith(other, [one])).toEqual([pair]);
});

test('[DUP-1] pairs are listed by likeness, then by their numbers', () => {
  const pair = (first: number, second: number, score: number) => ({ first, second, score, reasons: [] });
  const inOrder = [pair(5, 6, 90), pair(1, 4, 70), pair(2, 3, 70), pair(2, 9, 70), pair(1, 2, 10)];
  expect(inOrder.toReversed().sort(comparePairs)).toEqual(inOrder);
  expect([2, 4, 0, 3, 1].flatMap((at) => inOrder[at] ?? []).sort(comparePairs)).toEqual(inOrder);
});

test.each([
  ...['firstName', 'surname', 'email', 'countryCode', 'telephoneNumberNoCountryCode', 'landlineNumber'],
  ...['dateOfBirth', 'vippsId', 'postalAddresses', 'status', 'parentId', 'relatedCustomerNumbers', 'distinctFrom'],
])('[DUP-1] a change of %s can change pairs, also beside another field', (field) => {
  expect(changesPairs([{ field: 'notes' }, { field }])).toBe(true);
});

test('[DUP-1] a change of other fields alone changes no pair', () => {
  expect(changesPairs([{ field: 'notes' }, { field: 'nationality' }])).toBe(false);
});
