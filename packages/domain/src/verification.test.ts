import { describe, expect, test } from 'vitest';
import { decideDeactivate } from './deactivate-profile.js';
import type { Profile } from './profile.js';
import { decideRestore } from './restore-profile.js';
import { aProfile, EARLIER, LATER, NOW, profileAfter, rejectionOf } from './testing/given.js';
import { decideUpdate, type ProfilePatch } from './update-profile.js';
import { sameEmail, samePlace, sameTelephone, withVerifications } from './verification.js';

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

describe('[VERIFIED-1] what is compared', () => {
  test('an update without a timestamp to remove returns the profile itself', () => {
    expect(withVerifications(verified, verified, {})).toBe(verified);
    const bare = aProfile({ email: 'a@x.no' });
    expect(withVerifications({ ...bare, email: 'b@x.no' }, bare, {})).toStrictEqual({ ...bare, email: 'b@x.no' });
    const edited = { ...bare, email: 'b@x.no' };
    expect(withVerifications(edited, bare, {})).toBe(edited);
  });

  test('both timestamps go when both values change, and one alone when one does', () => {
    const changed = { ...verified, email: 'b@x.no', telephoneNumberNoCountryCode: '40612234' };
    const after = withVerifications(changed, verified, {});
    expect(after).not.toHaveProperty('emailVerifiedAt');
    expect(after).not.toHaveProperty('telephoneNumberVerifiedAt');
    const { telephoneNumberVerifiedAt: _mark, ...half } = verified;
    expect(withVerifications({ ...half, email: 'b@x.no', countryCode: '+46' }, half, {})).not.toHaveProperty(
      'emailVerifiedAt',
    );
  });

  test('the calling code is a part of the telephone number', () => {
    expect(sameTelephone(verified, { ...verified, countryCode: '+46' })).toBe(false);
    expect(sameTelephone(verified, { ...verified })).toBe(true);
  });

  test('an email is the same in another case, and absent on both sides', () => {
    expect(sameEmail({}, {})).toBe(true);
    expect(sameEmail({ email: 'A@x.no' }, { email: 'a@X.no' })).toBe(true);
    expect(sameEmail({ email: 'a@x.no' }, {})).toBe(false);
  });

  const place = { town: 'Oslo', postCode: '0150', countryCode: 'NOR', addressLine1: 'A', addressLine2: 'B' };
  test.each([
    { town: 'Moss' },
    { postCode: '0151' },
    { countryCode: 'SWE' },
    { addressLine1: 'C' },
    { addressLine2: 'C' },
  ])('a place is another one with %j', (fields) => {
    expect(samePlace(place, { ...place, ...fields })).toBe(false);
    expect(samePlace(place, { ...place })).toBe(true);
  });

  test('a line that is absent is as an empty one', () => {
    const { addressLine1: _one, addressLine2: _two, ...short } = place;
    expect(samePlace(short, { ...short, addressLine1: '', addressLine2: '' })).toBe(true);
    expect(samePlace({ ...short, addressLine1: '', addressLine2: '' }, short)).toBe(true);
  });
});
