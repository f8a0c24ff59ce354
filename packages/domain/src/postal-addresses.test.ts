import { describe, expect, test } from 'vitest';
import { aProfile, EARLIER, NOW, profileAfter, rejectionOf } from '../test/given.js';
import {
  decideAddAddress,
  decideDeleteAddress,
  decideUpdateAddress,
  isPostCodeOf,
  withAddresses,
} from './postal-addresses.js';
import type { PostalAddress } from './profile.js';

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
  lastPostalAddressId: 6,
});

describe('adding an address', () => {
  test('it is the last one, in Norway unless said, with an id never given before', () => {
    const after = profileAfter(decideAddAddress(profile, OSLO, NOW));
    expect(after.postalAddresses).toEqual([...profile.postalAddresses, stored(7, { createdAt: NOW, changedAt: NOW })]);
    expect(after.lastPostalAddressId).toBe(7);
  });

  test('an id is ignored, and ids begin at 1', () => {
    const after = profileAfter(decideAddAddress(aProfile(), { ...OSLO, id: 99 }, NOW));
    expect(after.postalAddresses.map(({ id }) => id)).toEqual([1]);
  });

  test('null in an optional field is as if it were absent', () => {
    const sent = { ...OSLO, countryCode: null, addressLine1: null, verifiedAt: null } as never;
    const [address] = profileAfter(decideAddAddress(aProfile(), sent, NOW)).postalAddresses;
    expect(address).toStrictEqual(stored(1, { createdAt: NOW, changedAt: NOW }));
  });
});

describe('changing an address', () => {
  test('what is sent is laid over it; its place, id and birth stay', () => {
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

  test('an unknown id is not found', () => {
    expect(rejectionOf(decideUpdateAddress(profile, { ...OSLO, id: 2 }, NOW)).code).toBe(617);
  });
});

describe('deleting an address', () => {
  test('takes that one; the others stay', () => {
    expect(profileAfter(decideDeleteAddress(profile, 1)).postalAddresses).toEqual([profile.postalAddresses[1]]);
  });

  test('its id is not given again', () => {
    const { lastPostalAddressId: _unknown, ...old } = profile;
    const without = profileAfter(decideDeleteAddress(old, 4));
    expect(profileAfter(decideAddAddress(without, OSLO, NOW)).postalAddresses.map(({ id }) => id)).toEqual([1, 5]);
  });

  test('an unknown id is not found', () => {
    expect(rejectionOf(decideDeleteAddress(profile, 2)).code).toBe(617);
  });
});

describe('addresses in an update', () => {
  test('those with an id change, those without are added, others stay', () => {
    const after = withAddresses(profile, [{ ...OSLO, town: 'Moss' }, { ...OSLO, id: 1, town: 'Bodø' }, OSLO], NOW);
    if ('outcome' in after) throw new Error('Refused.');
    expect(after.postalAddresses.map(({ id, town }) => [id, town])).toEqual([
      [1, 'Bodø'],
      [4, 'Oslo'],
      [7, 'Moss'],
      [8, 'Oslo'],
    ]);
  });

  test('what is wrong is named by its place in the list', () => {
    const unknown = withAddresses(profile, [OSLO, { ...OSLO, id: 2 }], NOW);
    expect(unknown).toMatchObject({ code: 617, details: { path: 'postalAddresses.1.id' } });
    const wrong = withAddresses(profile, [OSLO, OSLO, { ...OSLO, postCode: '15' }], NOW);
    expect(wrong).toMatchObject({ code: 604, details: { path: 'postalAddresses.2.postCode' } });
  });

  test('none sent is none changed', () => {
    expect(withAddresses(profile, [], NOW)).toBe(profile);
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
