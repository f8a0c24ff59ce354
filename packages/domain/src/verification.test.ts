import { describe, expect, test } from 'vitest';
import { decideDeactivate } from './deactivate-profile.js';
import type { Profile } from './profile.js';
import { decideRestore } from './restore-profile.js';
import { aProfile, EARLIER, LATER, NOW, profileAfter, rejectionOf } from './testing/given.js';
import { decideUpdate, type ProfilePatch } from './update-profile.js';

const PHONE = { countryCode: '+47', telephoneNumberNoCountryCode: '40612233' };
const verified = aProfile({
  email: 'kari@x.no',
  username: 'kari@x.no',
  emailVerifiedAt: EARLIER,
  ...PHONE,
  telephoneNumberVerifiedAt: EARLIER,
});
const update = (patch: ProfilePatch, profile: Profile = verified) =>
  decideUpdate({ profile, patch, newAddressIds: [], defaultExpiration: LATER, now: NOW });

// Contract, section 1: "are removed when the value they refer to is changed or cleared, unless the same request sends a new
// timestamp".
describe('[VERIFIED-1] verification timestamps', () => {
  const emailMark = (patch: ProfilePatch) => profileAfter(update(patch)).emailVerifiedAt;
  const phoneMark = (patch: ProfilePatch) => profileAfter(update(patch)).telephoneNumberVerifiedAt;

  test('go when the value is changed or cleared', () => {
    expect(emailMark({ email: 'other@x.no' })).toBeUndefined();
    expect(emailMark({ email: null })).toBeUndefined();
    expect(phoneMark({ ...PHONE, telephoneNumberNoCountryCode: '40612234' })).toBeUndefined();
    expect(phoneMark({ countryCode: null, telephoneNumberNoCountryCode: null })).toBeUndefined();
  });

  test('stay with other changes, with the same value, and with an email that differs only in case', () => {
    expect(emailMark({ surname: 'Berg' })).toBe(EARLIER);
    expect(emailMark({ email: 'Kari@X.no' })).toBe(EARLIER);
    expect(phoneMark({ ...PHONE, surname: 'Berg' })).toBe(EARLIER);
    expect(emailMark({ ...PHONE, telephoneNumberNoCountryCode: '40612234' })).toBe(EARLIER);
  });

  test('a new timestamp in the same request is kept; the stored one, sent again, is none', () => {
    expect(emailMark({ email: 'other@x.no', emailVerifiedAt: NOW })).toBe(NOW);
    expect(emailMark({ email: 'other@x.no', emailVerifiedAt: EARLIER })).toBeUndefined();
  });

  test('an email that deactivate and restore move keeps its timestamp', () => {
    const asleep = profileAfter(decideDeactivate({ profile: verified, defaultExpiration: LATER, now: NOW }));
    expect(asleep.emailVerifiedAt).toBe(EARLIER);
    expect(profileAfter(decideRestore(asleep)).emailVerifiedAt).toBe(EARLIER);
  });

  test('one without its value, or in the future, is 400, and every such error is named', () => {
    const bare = aProfile();
    const rejection = rejectionOf(update({ emailVerifiedAt: EARLIER, telephoneNumberVerifiedAt: LATER }, bare));
    expect(rejection.code).toBe(400);
    expect(rejection.details.errors?.map(({ path }) => path)).toEqual([
      'emailVerifiedAt',
      'telephoneNumberVerifiedAt',
      'telephoneNumberVerifiedAt',
    ]);
    const future = rejectionOf(update({ emailVerifiedAt: LATER }));
    expect(future).toMatchObject({ code: 400, details: { path: 'emailVerifiedAt' } });
    expect(profileAfter(update({ emailVerifiedAt: NOW })).emailVerifiedAt).toBe(NOW);
  });
});
