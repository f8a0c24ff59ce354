import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aProfile, EARLIER, LATER } from '../test/given.js';
import { duplicateSearches, duplicatesAmong, likenessOf } from './duplicates.js';
import type { PostalAddress, Profile } from './profile.js';
import { meets, searchTermsOf } from './search-terms.js';

const at = (addressLine1: string, postCode = '0150'): PostalAddress => ({
  ...{ id: 1, town: 'Oslo', postCode, typeOfAddress: 'P', countryCode: 'NOR', addressLine1 },
  ...{ createdAt: EARLIER, changedAt: EARLIER },
});
const PHONE = { countryCode: '+47', telephoneNumberNoCountryCode: '91234567' };
const EMAIL = { email: 'kari@x.no' };
const BORN = { dateOfBirth: '1985-04-12' };
const HOME = { postalAddresses: [at('Storgata 1')] };
const LANDLINE = { landlineNumber: '22123456' };
const NAMELESS = { firstName: '', surname: '' };
const OLA = { firstName: 'Ola' };

const likeness = (one: Partial<Profile>, other: Partial<Profile>) =>
  likenessOf(aProfile({ customerNumber: 1, ...one }), aProfile({ customerNumber: 2, ...other }));

describe('how alike two profiles are', () => {
  test.each<[string, Partial<Profile>, Partial<Profile>, number, readonly string[]]>([
    ['name and day of birth', BORN, BORN, 0.61, ['same-date-of-birth', 'same-name']],
    ['name and address', HOME, { postalAddresses: [at('STORGATA 1')] }, 0.55, ['same-name', 'same-address']],
    ['name and telephone', PHONE, PHONE, 0.68, ['same-telephone', 'same-name']],
    ['the telephone of somebody nameless', { ...PHONE, ...NAMELESS }, PHONE, 0.5, ['same-telephone']],
    ['the email of somebody nameless', { email: 'KARI@x.no', ...NAMELESS }, EMAIL, 0.6, ['same-email']],
    [
      'a similar name and day of birth',
      { ...BORN, surname: 'Nordman' },
      BORN,
      0.52,
      ['same-date-of-birth', 'similar-name'],
    ],
  ])('[DUP-1] %s are enough to be told', (_name, one, other, score, reasons) => {
    expect(likeness(one, other)).toEqual({ score, reasons });
    expect(score).toBeGreaterThanOrEqual(0.4);
  });

  test.each<[string, Partial<Profile>, Partial<Profile>]>([
    ['a name', {}, {}],
    ['a name and a post code', HOME, { postalAddresses: [at('Lilleveien 2')] }],
    ['the telephone of a couple', PHONE, { ...PHONE, ...OLA }],
    ['the home and landline of a family', { ...HOME, ...LANDLINE }, { ...HOME, ...LANDLINE, ...OLA }],
    ['the birthday of twins', BORN, { ...BORN, ...OLA }],
    ['father and son', { ...HOME, ...LANDLINE, ...BORN }, { ...HOME, ...LANDLINE, dateOfBirth: '1955-04-12' }],
    ['a name and a telephone at two ids of Vipps', { ...PHONE, vippsId: 'a' }, { ...PHONE, vippsId: 'b' }],
  ])('[DUP-1] %s is not', (_name, one, other) => {
    expect(likeness(one, other).score).toBeLessThan(0.4);
  });

  test('[DUP-1] everything alike is nearly certain, and another day of birth halves it', () => {
    const all = { ...EMAIL, ...PHONE, ...BORN, ...HOME, ...LANDLINE };
    expect(likeness(all, all)).toEqual({
      score: 0.96,
      reasons: [
        ...['same-email', 'same-telephone', 'same-date-of-birth', 'same-name', 'same-address', 'same-landline'],
      ],
    });
    // Without the day of birth it would be 0.93.
    expect(likeness(all, { ...all, dateOfBirth: '1985-04-13' }).score).toBe(0.46);
  });

  test('[DUP-1] a post code without an address line is no address', () => {
    const { addressLine1: _line, ...bare } = at('');
    expect(likeness({ postalAddresses: [bare] }, { postalAddresses: [bare] }).reasons).toEqual(['same-name']);
  });
});

describe('the duplicates among candidates', () => {
  const profile = aProfile({ customerNumber: 1, ...PHONE, ...BORN });

  test('[DUP-1] the likeliest come first, each once; of equals the lower number', () => {
    const likely = (customerNumber: number) => aProfile({ customerNumber, ...PHONE });
    const likeliest = aProfile({ customerNumber: 9, profileType: 'T', ...PHONE, ...BORN });
    const told = duplicatesAmong([likely(4), likely(3), likeliest, likely(4), aProfile()], profile);
    expect(told.map((one) => [one.profile.customerNumber, one.score])).toEqual([
      [9, 0.81],
      [3, 0.68],
      [4, 0.68],
    ]);
  });

  test.each<[string, Partial<Profile>]>([
    ['itself', { customerNumber: 1 }],
    ['a merged one', { status: 'P', parentId: 1 }],
    ['a deactivated one', { status: 'D', expirationDate: LATER }],
    ['one of another organisation', { organisationId: 2 }],
  ])('[DUP-1] %s is never among them', (_name, fields) => {
    expect(duplicatesAmong([{ ...profile, customerNumber: 2, ...fields }], profile)).toEqual([]);
  });
});

describe('the searches for candidates', () => {
  const kari = aProfile({
    firstName: 'Kari Anne',
    surname: 'Berg Nordmann Li',
    ...{ ...EMAIL, ...PHONE, ...BORN, ...LANDLINE },
    postalAddresses: [at('A', '0150'), at('B', '0150'), at('C', '5003'), at('D', '7010')],
  });

  test('[DUP-1] there are seven at most, however much the profile holds', () => {
    const texts = duplicateSearches(kari).map((terms) => terms.map(({ kind, text }) => `${kind}:${text}`).join(' '));
    expect(texts).toEqual([
      ...['email:kari@x.no', 'phone:+4791234567', 'landline:+4722123456'],
      ...['born:1985-04-12 surname:nordmann', 'born:1985-04-12 surname:berg'],
      ...['postCode:0150 surname:nordmann firstName:kari', 'postCode:5003 surname:nordmann firstName:kari'],
    ]);
  });

  test('[DUP-1] none is about what the profile does not have', () => {
    expect(duplicateSearches(aProfile())).toEqual([]);
    expect(duplicateSearches(aProfile({ ...NAMELESS, ...BORN, ...HOME }))).toEqual([]);
  });

  test.each<[string, Partial<Profile>]>([
    ['the same email', { ...EMAIL, ...NAMELESS, profileType: 'T' }],
    ['the same telephone', { ...PHONE, ...OLA }],
    ['the same landline', LANDLINE],
    ['the same day of birth and a word of the surname', { ...BORN, surname: 'Nordmann-Dahl' }],
    ['the same name and post code', { surname: 'Nordmann', postalAddresses: [at('X')] }],
  ])('[DUP-1] they find who has %s', (_name, fields) => {
    const terms = searchTermsOf(aProfile(fields));
    expect(duplicateSearches(kari).some((search) => search.every((term) => meets(terms, term)))).toBe(true);
  });
});

// Few values, so that two profiles often share some.
const few = (...values: string[]) => fc.constantFrom(...values);
const someProfile = fc
  .record(
    {
      firstName: few('Kari', 'Kari Anne', 'Kåre', 'Kaare', 'Kristin', 'Kristine', 'Bjørn', ''),
      surname: few('Nordmann', 'Nordman', 'Berg Nordmann', 'Bjørn', 'Åsæther', 'Aasaether', ''),
      email: few('a@x.no', 'A@x.no', 'b@x.no'),
      telephoneNumberNoCountryCode: few('1', '2'),
      countryCode: few('+47', '+46'),
      landlineNumber: few('1', '2'),
      dateOfBirth: few('1985-04-12', '1985-04-13'),
      vippsId: few('a', 'b'),
      postalAddresses: fc.array(fc.tuple(few('Storgata 1', 'storgata 1', ''), few('0150', '5003')), { maxLength: 3 }),
    },
    { requiredKeys: ['firstName', 'surname', 'postalAddresses'] },
  )
  .map(({ postalAddresses, ...fields }) => ({
    ...fields,
    postalAddresses: postalAddresses.map(([line, postCode]) => at(line, postCode)),
  }));

test('[DUP-1] what one profile is to another, the other is to it; a score is a hundredth between 0 and 1', () => {
  fc.assert(
    fc.property(someProfile, someProfile, (one, other) => {
      const there = likeness(one, other);
      expect(likeness(other, one)).toEqual(there);
      expect(there.score).toBeGreaterThanOrEqual(0);
      expect(there.score).toBeLessThanOrEqual(1);
      expect(Math.round(there.score * 100) / 100).toBe(there.score);
    }),
    { numRuns: 2000 },
  );
});

test('[DUP-1] one more thing in common never makes two profiles less alike', () => {
  fc.assert(
    fc.property(someProfile, someProfile, few('email', 'landlineNumber', 'dateOfBirth'), (one, other, field) => {
      const { [field as 'email']: _one, ...before } = one;
      const { [field as 'email']: _other, ...otherBefore } = other;
      const shared = { [field]: '1985-04-12' };
      const more = likeness({ ...before, ...shared }, { ...otherBefore, ...shared });
      expect(more.score).toBeGreaterThanOrEqual(likeness(before, otherBefore).score);
    }),
  );
});
