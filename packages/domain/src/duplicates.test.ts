import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duplicatesAmong, duplicateTerms, likenessOf } from './duplicates.js';
import type { PostalAddress, Profile } from './profile.js';
import { searchTermsOf } from './search-terms.js';
import { aProfile, EARLIER, LATER } from './testing/given.js';

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
    ['the telephone of a customer without names', { ...PHONE, ...NAMELESS }, PHONE, 0.5, ['same-telephone']],
    ['the email of a customer without names', { email: 'KARI@x.no', ...NAMELESS }, EMAIL, 0.6, ['same-email']],
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

  test('[DUP-1] the same line in another post code or country is another address', () => {
    const reasonsWith = (address: PostalAddress) => likeness(HOME, { postalAddresses: [address] }).reasons;
    expect(reasonsWith(at('Storgata 1', '0151'))).toEqual(['same-name']);
    expect(reasonsWith({ ...at('Storgata 1'), countryCode: 'SWE' })).toEqual(['same-name']);
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

  test('[DUP-1] the least likeness that is told is that of one day of birth without names', () => {
    const nameless = aProfile({ customerNumber: 9, ...BORN, ...NAMELESS });
    expect(duplicatesAmong([nameless], profile)).toMatchObject([{ score: 0.4 }]);
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

/** Whether the searches of one profile find the other one. */
const finds = (one: Profile, other: Profile) => {
  const terms = searchTermsOf(other);
  return duplicateTerms(one).some((term) => terms.includes(term));
};

describe('the searches for candidates', () => {
  const kari = aProfile({
    firstName: 'Kari Anne',
    surname: 'Berg Nordmann Li',
    ...{ ...EMAIL, ...PHONE, ...BORN, ...LANDLINE },
    postalAddresses: [at('A', '0150'), at('B', '0150')],
  });

  test('[DUP-1] there is one for each value that can be shared, and their number is bounded', () => {
    const kinds = duplicateTerms(kari).map((term) => term.slice(0, term.indexOf(':')));
    expect(kinds.filter((kind) => kind !== 'dup')).toEqual(['email', 'phone', 'landline']);
    // Five beginnings of names with the day of birth, and two places.
    expect(kinds).toHaveLength(10);
    const endless = aProfile({
      ...BORN,
      surname: Array.from({ length: 25 }, (_, index) => `n${index}a`).join(' '),
      postalAddresses: Array.from({ length: 100 }, (_, index) => at(`Storgata ${index}`)),
    });
    expect(duplicateTerms(endless).length).toBeLessThanOrEqual(19);
  });

  test('[DUP-1] none is about what the profile does not have', () => {
    expect(duplicateTerms(aProfile())).toEqual([]);
    expect(duplicateTerms(aProfile({ ...NAMELESS, ...BORN }))).toEqual([]);
    const { addressLine1: _line, ...bare } = at('');
    expect(duplicateTerms(aProfile({ postalAddresses: [bare] }))).toEqual([]);
  });

  test.each<[string, Partial<Profile>]>([
    ['the same email', { ...EMAIL, ...NAMELESS, profileType: 'T' }],
    ['the same telephone', { ...PHONE, ...OLA }],
    ['the same landline, written in another way', { landlineNumber: '+47 22 12 34 56' }],
    ['the same day of birth and a word of the surname', { ...BORN, surname: 'Nordmann-Dahl' }],
    ['the same day of birth and a surname with a letter more', { ...BORN, surname: 'Nordmanns' }],
    ['the same day of birth with first name and surname exchanged', { ...BORN, firstName: 'Berg', surname: 'Kari' }],
    ['the same place, written in another way', { postalAddresses: [at('a.', '01 50')] }],
  ])('[DUP-1] from both sides they find a profile with %s', (_name, fields) => {
    const other = aProfile(fields);
    expect([finds(kari, other), finds(other, kari)]).toEqual([true, true]);
  });

  test('[DUP-1] an address is the same place in one line or the other, with an empty second one, and in other words', () => {
    const { addressLine1: line, ...bare } = at('Storgata 1');
    const here = aProfile(HOME);
    for (const address of [
      { ...bare, addressLine2: line ?? '' },
      { ...at('Storgata 1'), addressLine2: '' },
      at('Stor gata 1'),
    ])
      expect(finds(here, aProfile({ postalAddresses: [address] }))).toBe(true);
  });

  test('[DUP-1] from both sides they find one of the same day of birth whose only name ends in another way', () => {
    const named = (surname: string) => aProfile({ ...BORN, firstName: '', surname });
    expect(finds(named('Nordmann'), named('Nordman'))).toBe(true);
  });

  test.each([
    ['Håkonsen', 'Hakonsen'],
    ['Anne-Marie', 'Annemarie'],
    ['O’Connor', 'OConnor'],
    ['Määttälä', 'Maattala'],
    ['Yıldız', 'YILDIZ'],
  ])('[DUP-1] [FIND-1] %s and %s of one day of birth are suggested from both sides', (one, other) => {
    const [here, there] = [one, other].map((surname, at) => aProfile({ customerNumber: at + 1, ...BORN, surname }));
    if (here === undefined || there === undefined) throw new Error('Two profiles were made.');
    expect([finds(here, there), finds(there, here)]).toEqual([true, true]);
    expect(duplicatesAmong([there], here)).toMatchObject([{ score: 0.61 }]);
    expect(duplicatesAmong([here], there)).toMatchObject([{ score: 0.61 }]);
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

test('[DUP-1] the searches are symmetric: a profile that is found finds the other one', () => {
  fc.assert(
    fc.property(someProfile, someProfile, (one, other) => {
      const [here, there] = [aProfile({ customerNumber: 1, ...one }), aProfile({ customerNumber: 2, ...other })];
      expect(finds(here, there)).toBe(finds(there, here));
    }),
    { numRuns: 1000 },
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
