import { describe, expect, test } from 'vitest';
import { decideConvert } from './convert-profile.js';
import type { Profile } from './profile.js';
import { aProfile, changesOf, LATER, NOW, profileAfter, rejectionOf } from './testing/given.js';
import type { ProfilePatch } from './update-profile.js';

const temporary = aProfile({ profileType: 'T', surname: '', firstName: '', expirationDate: LATER, email: 'old@x.no' });
const convert = (profile: Profile = temporary, patch: Partial<ProfilePatch> = {}) =>
  decideConvert({
    profile,
    patch: { surname: 'Nordmann', firstName: 'Kari', ...patch },
    newAddressIds: [1],
    defaultExpiration: LATER,
    now: NOW,
  });

describe('convert', () => {
  test('makes a standard profile that does not end by itself', () => {
    const after = profileAfter(convert());
    expect(after).toMatchObject({ profileType: 'S', status: 'A', surname: 'Nordmann', firstName: 'Kari' });
    expect(after).not.toHaveProperty('expirationDate');
  });

  test('the change begins at the temporary profile', () => {
    expect(changesOf(convert()).profiles[0]?.before).toBe(temporary);
  });

  test('[UNIQ-3] the email it has becomes its username', () => {
    expect(profileAfter(convert())).toMatchObject({ email: 'old@x.no', username: 'old@x.no' });
  });

  test('[UNIQ-3] the email sent becomes its username, whether it had one or not', () => {
    const { email: _none, ...nameless } = temporary;
    for (const profile of [temporary, nameless]) {
      expect(profileAfter(convert(profile, { email: 'New@x.no' }))).toMatchObject({
        email: 'New@x.no',
        username: 'New@x.no',
      });
    }
  });

  test('without any email there is no username; null clears both', () => {
    const { email: _none, ...nameless } = temporary;
    for (const after of [profileAfter(convert(nameless)), profileAfter(convert(temporary, { email: null }))]) {
      expect(after).not.toHaveProperty('email');
      expect(after).not.toHaveProperty('username');
    }
  });

  test('an expirationDate that is sent is kept', () => {
    expect(profileAfter(convert(temporary, { expirationDate: LATER })).expirationDate).toBe(LATER);
    expect(profileAfter(convert(temporary, { expirationDate: null }))).not.toHaveProperty('expirationDate');
  });

  test('what an update would refuse is refused', () => {
    const bad = { town: 'Oslo', postCode: '150', typeOfAddress: 'P' } as const;
    expect(rejectionOf(convert(temporary, { postalAddresses: [bad] })).code).toBe(604);
  });

  test.each<[string, Partial<Profile>]>([
    ['a standard profile', { profileType: 'S' }],
    ['a personnel-ticket profile', { profileType: 'P' }],
    ['a resting one', { status: 'P' }],
    ['a merged one', { status: 'P', parentId: 9 }],
    ['a deactivated one', { status: 'D' }],
  ])('%s is refused', (_name, fields) => {
    expect(rejectionOf(convert({ ...temporary, ...fields })).code).toBe(409);
  });
});
