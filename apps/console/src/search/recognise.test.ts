import { OPERATIONS } from '@profiles/contracts';
import { expect, test } from 'vitest';
import { type Lookup, recognise } from './recognise';

const criteria = (text: string) =>
  recognise(text).flatMap((lookup) => (lookup.by === 'search' ? [lookup.criteria] : []));
const lookups = (text: string) =>
  recognise(text).flatMap((lookup) => (lookup.by === 'search' ? [] : [lookup.by as Lookup['by']]));

test.each([
  ['one word', 'Nordm', [{ surname: 'Nordm' }, { firstName: 'Nordm' }, { email: 'Nordm*' }]],
  ['an email while it is typed', 'kari@exa', [{ email: 'kari@exa*' }]],
  ['a telephone number', '91234567', [{ telephoneNumber: '91234567' }]],
  ['a telephone number in groups', '912 34 567', [{ telephoneNumber: '91234567' }]],
  ['a telephone number with its calling code', '+47 912 34 567', [{ telephoneNumber: '+4791234567' }]],
  ['a post code', '0150', [{ postCode: '0150' }]],
  ['a birth date', '31.12.1980', [{ dateOfBirth: '1980-12-31' }]],
  ['a birth date with the year first', '1980-12-31', [{ dateOfBirth: '1980-12-31' }]],
  ['eight digits that are a day', '31121980', [{ telephoneNumber: '31121980' }, { dateOfBirth: '1980-12-31' }]],
  [
    'half a name and a telephone number',
    'Nor 912 34 567',
    [
      { surname: 'Nor', telephoneNumber: '91234567' },
      { firstName: 'Nor', telephoneNumber: '91234567' },
      { email: 'Nor*', telephoneNumber: '91234567' },
    ],
  ],
  ['a post code and a telephone number', '0150 91234567', [{ postCode: '0150', telephoneNumber: '91234567' }]],
])('recognises %s', (_, text, expected) => {
  expect(criteria(text)).toEqual(expected);
});

test.each([
  ['Lag2', [{ surname: 'Lag2' }, { firstName: 'Lag2' }, { email: 'Lag2*' }]],
  [
    'Lag2 0150',
    [
      { surname: 'Lag2', postCode: '0150' },
      { firstName: 'Lag2', postCode: '0150' },
      { email: 'Lag2*', postCode: '0150' },
    ],
  ],
  [
    'Klasse 7',
    [
      { firstName: 'Klasse', surname: '7' },
      { firstName: '7', surname: 'Klasse' },
      { surname: 'Klasse 7' },
      { firstName: 'Klasse 7' },
    ],
  ],
])('takes the digits in %s for a part of the name', (text, expected) => {
  expect(criteria(text)).toEqual(expected);
});

test('tries a name of two words in both orders', () => {
  expect(criteria('Kari Nordmann')).toEqual([
    { firstName: 'Kari', surname: 'Nordmann' },
    { firstName: 'Nordmann', surname: 'Kari' },
    { surname: 'Kari Nordmann' },
    { firstName: 'Kari Nordmann' },
  ]);
});

test.each([
  ['a customer number', '1000000', ['customerNumber', 'ecard', 'customerReference']],
  ['a card', '5780 3123 4567 8902', ['ecard', 'customerReference']],
  ['a reference', 'CRM-4711', ['customerReference']],
  ['a UUID', '6b1f0e6d3c8a4f0f9d2e7c5b4a392817', ['uuid', 'customerReference']],
])('looks up %s', (_, text, expected) => {
  expect(lookups(text)).toEqual(expected);
});

test.each(['', ' ', 'K', '12', '31.02.1980', ',;'])('does not search for %j alone by a criterion', (text) => {
  expect(criteria(text)).toEqual([]);
});

test.each([
  'Nordm',
  'kari@exa',
  '912 34 567',
  '+47 912 34 567',
  '0150',
  '31121980',
  'Åse Bø 4.5.1970 0150',
  'Klasse 7',
  'Lag2',
])('the service accepts every search for %s', (text) => {
  for (const each of criteria(text)) {
    expect(OPERATIONS.profiles.search.input.safeParse(each), JSON.stringify(each)).toMatchObject({ success: true });
  }
});
