import { describe, expect, test } from 'vitest';
import {
  addressLike,
  decideAddAddress,
  decideDeleteAddress,
  decideUpdateAddress,
  isPostCodeOf,
  withAddresses,
} from './postal-addresses.js';
import type { PostalAddress } from './profile.js';
import { aProfile, changesOf, EARLIER, LATER, NOW, profileAfter, rejectionOf } from './testing/given.js';

const OSLO = { town: 'Oslo', postCode: '0150', typeOfAddress: 'P' } as const;
const stored = (id: number, fields: Partial<PostalAddress> = {}): PostalAddress => ({
  ...OSLO,
  id,
  countryCode: 'NOR',
  createdAt: EARLIER,
  changedAt: EARLIER,
  ...fields,
});
const profile = aProfile({
  postalAddresses: [stored(1, { addressLine1: 'Storgata 1' }), stored(4, { countryCode: 'SWE', postCode: '111 22' })],
});

describe('adding an address', () => {
  const birth = { id: 7, now: NOW };

  test('it is the last one, in Norway unless a country is given, with the new id', () => {
    const after = profileAfter(decideAddAddress(profile, OSLO, birth));
    expect(after.postalAddresses).toEqual([...profile.postalAddresses, stored(7, { createdAt: NOW, changedAt: NOW })]);
  });

  test('an id in the request is ignored', () => {
    const after = profileAfter(decideAddAddress(aProfile(), { ...OSLO, id: 99 }, birth));
    expect(after.postalAddresses.map(({ id }) => id)).toEqual([7]);
  });

  test('null in an optional field counts as absent', () => {
    const sent = { ...OSLO, countryCode: null, addressLine1: null, verifiedAt: null } as never;
    const [address] = profileAfter(decideAddAddress(aProfile(), sent, birth)).postalAddresses;
    expect(address).toStrictEqual(stored(7, { createdAt: NOW, changedAt: NOW }));
  });

  test('[NOOP-1] an equal address is not added again; blanks and hyphens in its post code do not count', () => {
    for (const postCode of ['111 22', '11122', '111-22']) {
      const equal = { ...OSLO, countryCode: 'SWE', postCode, addressLine2: '' };
      expect(changesOf(decideAddAddress(profile, equal, birth)).profiles).toEqual([]);
      expect(addressLike(profile, equal)?.id).toBe(4);
    }
    const other = { ...OSLO, countryCode: 'SWE', postCode: '11122', typeOfAddress: 'I' as const };
    expect(profileAfter(decideAddAddress(profile, other, birth)).postalAddresses).toHaveLength(3);
  });

  test('[VERIFIED-1] a new verification of an equal address is stored, and nothing is added', () => {
    const sent = { ...OSLO, countryCode: 'SWE', postCode: '11122', verifiedAt: EARLIER };
    const after = profileAfter(decideAddAddress(profile, sent, birth)).postalAddresses;
    expect(after).toEqual([
      profile.postalAddresses[0],
      { ...stored(4, { countryCode: 'SWE', postCode: '111 22' }), verifiedAt: EARLIER, changedAt: NOW },
    ]);
  });

  test('[VERIFIED-1] a verification in the future is refused', () => {
    const rejection = rejectionOf(decideAddAddress(profile, { ...OSLO, verifiedAt: LATER }, birth));
    expect(rejection).toMatchObject({ code: 400, details: { path: 'verifiedAt' } });
  });
});

describe('changing an address', () => {
  test('the fields that are sent change; its position, id and creation time stay', () => {
    const [first, second] = profileAfter(
      decideUpdateAddress(profile, { ...OSLO, id: 1, town: 'Bergen', addressLine2: 'B' }, NOW),
    ).postalAddresses;
    expect(first).toEqual({ ...profile.postalAddresses[0], town: 'Bergen', addressLine2: 'B', changedAt: NOW });
    expect(second).toBe(profile.postalAddresses[1]);
  });

  test('null clears, and a cleared country is Norway', () => {
    const line = profileAfter(decideUpdateAddress(profile, { ...OSLO, id: 1, addressLine1: null }, NOW));
    expect(line.postalAddresses[0]).not.toHaveProperty('addressLine1');
    const country = profileAfter(decideUpdateAddress(profile, { ...OSLO, id: 4, countryCode: null } as never, NOW));
    expect(country.postalAddresses[1]?.countryCode).toBe('NOR');
  });

  test('[604] the post code is judged by the country the address has afterwards', () => {
    const update = (fields: object) => decideUpdateAddress(profile, { ...OSLO, id: 4, ...fields }, NOW);
    expect(profileAfter(update({ postCode: '999' })).postalAddresses[1]?.postCode).toBe('999');
    const details = { path: 'postCode' };
    expect(rejectionOf(update({ postCode: '999', countryCode: 'NOR' }))).toMatchObject({ code: 604, details });
    expect(rejectionOf(update({ postCode: '999', countryCode: null }))).toMatchObject({ code: 604, details });
  });

  test('[VERIFIED-1] another place loses its verification, unless a new one is sent', () => {
    const verified = aProfile({ postalAddresses: [stored(1, { verifiedAt: EARLIER, addressLine1: 'Storgata 1' })] });
    const changed = (fields: object) =>
      profileAfter(decideUpdateAddress(verified, { ...OSLO, id: 1, ...fields }, NOW)).postalAddresses[0]?.verifiedAt;
    expect(changed({ addressLine1: 'Storgata 2' })).toBeUndefined();
    expect(changed({ addressLine1: null })).toBeUndefined();
    expect(changed({ town: 'Bergen', verifiedAt: EARLIER })).toBeUndefined();
    expect(changed({ town: 'Bergen', verifiedAt: NOW })).toBe(NOW);
    expect(changed({ typeOfAddress: 'I' })).toBe(EARLIER);
  });

  test('[NOOP-1] the same fields are no change', () => {
    const same = decideUpdateAddress(profile, { ...OSLO, id: 1, addressLine1: 'Storgata 1' }, NOW);
    expect(changesOf(same).profiles).toEqual([]);
  });

  test('an unknown id is not found', () => {
    expect(rejectionOf(decideUpdateAddress(profile, { ...OSLO, id: 2 }, NOW)).code).toBe(617);
  });
});

describe('deleting an address', () => {
  test('takes that one; the others stay', () => {
    expect(profileAfter(decideDeleteAddress(profile, 1)).postalAddresses).toEqual([profile.postalAddresses[1]]);
  });

  test('an unknown id is not found', () => {
    expect(rejectionOf(decideDeleteAddress(profile, 2)).code).toBe(617);
  });
});

describe('addresses in an update', () => {
  const births = { newAddressIds: [7, 8, 9], now: NOW };

  test('those with an id change, those without are added, others stay', () => {
    const after = withAddresses(profile, [{ ...OSLO, town: 'Moss' }, { ...OSLO, id: 1, town: 'Bodø' }, OSLO], births);
    if ('outcome' in after) throw new Error('Refused.');
    expect(after.map(({ id, town }) => [id, town])).toEqual([
      [1, 'Bodø'],
      [4, 'Oslo'],
      [7, 'Moss'],
      [8, 'Oslo'],
    ]);
  });

  test('what is wrong is named by its place in the list', () => {
    const unknown = withAddresses(profile, [OSLO, { ...OSLO, id: 2 }], births);
    expect(unknown).toMatchObject({ code: 617, details: { path: 'postalAddresses.1.id' } });
    const wrong = withAddresses(profile, [OSLO, OSLO, { ...OSLO, postCode: '15' }], births);
    expect(wrong).toMatchObject({ code: 604, details: { path: 'postalAddresses.2.postCode' } });
  });

  test('the same id twice is 400, and every other error is named with it', () => {
    const sent = [
      { ...OSLO, id: 1 },
      { ...OSLO, id: 1, postCode: '15' },
      { ...OSLO, verifiedAt: LATER },
    ];
    const rejected = withAddresses(profile, sent, births);
    expect(rejected).toMatchObject({ code: 400 });
    const paths = 'outcome' in rejected ? rejected.details.errors?.map(({ path }) => path) : [];
    expect(paths).toEqual(['postalAddresses.1.id', 'postalAddresses.1.postCode', 'postalAddresses.2.verifiedAt']);
  });

  test('of two equal ones without an id one is added', () => {
    const after = withAddresses(aProfile(), [OSLO, { ...OSLO, countryCode: 'NOR' }], births);
    expect(after).toHaveLength(1);
  });

  test('none sent is none changed', () => {
    expect(withAddresses(profile, [], births)).toBe(profile.postalAddresses);
  });
});

test.each<[boolean, string, string]>([
  [true, 'NOR', '0150'],
  [false, 'NOR', '150'],
  [false, 'NOR', '01500'],
  [false, 'NOR', '015O'],
  [false, 'NOR', '0150\n'],
  [false, 'NOR', '٠١٥٠'],
  [false, 'NOR', ''],
  [true, 'SWE', '111 22'],
  [true, 'GBR', 'SW1A 1AA'],
])('[604] %s: a post code of %s is %j', (fits, country, postCode) => {
  expect(isPostCodeOf(country, postCode)).toBe(fits);
});
