import { describe, expect, test } from 'vitest';
import type { Profile } from './profile.js';
import { aProfile, aTicket, changesOf, EARLIER, LATER, NOW, profileAfter, rejectionOf } from './testing/given.js';
import { decideUpdate, type ProfilePatch } from './update-profile.js';

const NAMES = { surname: 'Nordmann', firstName: 'Kari' };
const DEFAULT = '2026-03-04T12:00:00.000Z';
const update = (profile: Profile, patch: Partial<ProfilePatch>) =>
  decideUpdate({
    profile,
    patch: { ...NAMES, ...patch },
    newAddressIds: [4, 5, 6],
    defaultExpiration: DEFAULT,
    now: NOW,
  });

const address = { town: 'Oslo', postCode: '0150', typeOfAddress: 'P' } as const;
const stored = { ...address, countryCode: 'NOR', createdAt: EARLIER, changedAt: EARLIER };

describe('update', () => {
  test('absent fields stay, null clears, given ones are set', () => {
    const before = aProfile({ vippsId: 'v', landlineNumber: '22', dateOfBirth: '1985-04-12' });
    const after = profileAfter(update(before, { vippsId: null, landlineNumber: '33', surname: 'Ny' }));
    const { vippsId: _cleared, ...rest } = before;
    expect(after).toEqual({ ...rest, landlineNumber: '33', surname: 'Ny' });
    expect(after).not.toHaveProperty('vippsId');
  });

  test('[UNIQ-3] the username goes along with the email while the two are equal', () => {
    const together = aProfile({ email: 'a@x.no', username: 'A@x.no' });
    expect(profileAfter(update(together, { email: 'b@x.no' }))).toMatchObject({ username: 'b@x.no' });
    const apart = aProfile({ email: 'a@x.no', username: 'login@x.no' });
    expect(profileAfter(update(apart, { email: 'b@x.no' }))).toMatchObject({ username: 'login@x.no' });
  });

  test('[UNIQ-3] an update that says nothing of the email leaves the username alone', () => {
    const profile = aProfile({ email: 'a@x.no', username: 'a@x.no' });
    expect(profileAfter(update(profile, { surname: 'Ny' }))).toMatchObject({ email: 'a@x.no', username: 'a@x.no' });
  });

  test('P puts to rest and A wakes; neither gives up a value', () => {
    const profile = aProfile({ email: 'a@x.no', username: 'a@x.no' });
    const resting = profileAfter(update(profile, { status: 'P' }));
    expect(resting).toEqual({ ...profile, status: 'P' });
    expect(profileAfter(update(resting, { status: 'A' }))).toEqual(profile);
    expect(profileAfter(update(resting, { surname: 'Ny' })).status).toBe('P');
  });

  test('[DEACT-1] D does what a deactivation does, in one change', () => {
    const profile = aProfile({ email: 'a@x.no', username: 'a@x.no' });
    const decision = update(profile, { status: 'D', surname: 'Sist', expirationDate: LATER });
    expect(profileAfter(decision)).toMatchObject({
      status: 'D',
      surname: 'Sist',
      emailOld: 'a@x.no',
      expirationDate: LATER,
      setAside: { status: 'A', username: 'a@x.no' },
    });
    expect(decision).toMatchObject({ changes: { profiles: [{ before: profile }] } });
  });

  test('[DEACT-2] D is refused as a deactivation is', () => {
    expect(rejectionOf(update(aProfile({ personnelTickets: [aTicket('t', LATER)] }), { status: 'D' })).code).toBe(621);
    expect(rejectionOf(update(aProfile(), { status: 'D', expirationDate: EARLIER })).code).toBe(400);
  });

  test('a temporary profile keeps an expirationDate', () => {
    const temporary = aProfile({ profileType: 'T', expirationDate: LATER });
    const rejection = rejectionOf(update(temporary, { expirationDate: null }));
    expect(rejection).toMatchObject({ code: 400, details: { path: 'expirationDate' } });
  });
});

describe('addresses in an update', () => {
  const profile = aProfile({
    postalAddresses: [
      { ...stored, id: 1, addressLine1: 'A' },
      { ...stored, id: 3, countryCode: 'SWE', postCode: '211 20' },
    ],
  });
  const after = (postalAddresses: ProfilePatch['postalAddresses']) =>
    profileAfter(update(profile, { ...(postalAddresses && { postalAddresses }) })).postalAddresses;

  test('none given, none changed', () => {
    for (const postalAddresses of [undefined, []]) {
      const decision = update(profile, { ...(postalAddresses && { postalAddresses }) });
      expect(changesOf(decision).profiles).toEqual([]);
    }
  });

  test('with an id that one changes; without one it is added under a new id; others stay', () => {
    const [first, second] = profile.postalAddresses;
    const changed = after([{ ...address, id: 1, town: 'Moss', addressLine1: null }, address]);
    const { addressLine1: _cleared, ...kept } = first ?? {};
    expect(changed).toEqual([
      { ...kept, town: 'Moss', changedAt: NOW },
      second,
      { ...stored, id: 4, createdAt: NOW, changedAt: NOW },
    ]);
  });

  test('a post code is judged by the country the address has', () => {
    expect(after([{ ...address, id: 3, postCode: '223 50' }])[1]).toMatchObject({ countryCode: 'SWE' });
    const norwegian = update(profile, { postalAddresses: [{ ...address, id: 1, postCode: '223 50' }] });
    expect(rejectionOf(norwegian)).toMatchObject({ code: 604, details: { path: 'postalAddresses.0.postCode' } });
  });

  test('an id that the profile does not have is refused', () => {
    const unknown = update(profile, { postalAddresses: [address, { ...address, id: 9 }] });
    expect(rejectionOf(unknown)).toMatchObject({ details: { path: 'postalAddresses.1.id' } });
  });
});

describe('an update of a temporary profile', () => {
  const temporary = aProfile({ profileType: 'T', expirationDate: LATER });

  test('may clear its names', () => {
    expect(profileAfter(update(temporary, { surname: null, firstName: null }))).toMatchObject({
      ...{ surname: '', firstName: '' },
    });
  });

  test('may set another end in the future, or send the one it has', () => {
    expect(profileAfter(update(temporary, { expirationDate: '2026-03-01T12:00:00.001Z' })).expirationDate).toBe(
      '2026-03-01T12:00:00.001Z',
    );
    const overdue = aProfile({ profileType: 'T', expirationDate: EARLIER });
    expect(profileAfter(update(overdue, { expirationDate: EARLIER, surname: 'Berg' })).surname).toBe('Berg');
    expect(profileAfter(update(overdue, { surname: 'Berg' })).surname).toBe('Berg');
  });

  test('may not set one that is not in the future, or none', () => {
    for (const expirationDate of [NOW, EARLIER, null]) {
      const rejection = rejectionOf(update(temporary, { expirationDate }));
      expect(rejection).toMatchObject({ code: 400, details: { path: 'expirationDate' } });
    }
  });

  test('[DEACT-1] may be deactivated, without a date or with one', () => {
    const asleep = profileAfter(update(temporary, { status: 'D' }));
    expect(asleep).toMatchObject({ status: 'D', expirationDate: DEFAULT, setAside: { expirationDate: LATER } });
    const dated = profileAfter(update(temporary, { status: 'D', expirationDate: '2026-05-01T00:00:00.000Z' }));
    expect(dated).toMatchObject({
      ...{ expirationDate: '2026-05-01T00:00:00.000Z', setAside: { expirationDate: LATER } },
    });
    expect(profileAfter(update(temporary, { status: 'D', expirationDate: null })).expirationDate).toBe(DEFAULT);
  });
});

describe('the errors of an update', () => {
  test('a name of a customer that is not temporary is refused with a code of its own (606)', () => {
    expect(rejectionOf(update(aProfile(), { surname: null }))).toMatchObject({
      code: 606,
      details: { path: 'surname' },
    });
    expect(rejectionOf(update(aProfile(), { firstName: null }))).toMatchObject({ details: { path: 'firstName' } });
  });

  test('of an address alone are those of the address', () => {
    const refused = update(aProfile(), { postalAddresses: [{ ...address, postCode: '1' }] });
    expect(rejectionOf(refused)).toMatchObject({ code: 604, details: { path: 'postalAddresses.0.postCode' } });
  });

  test('of names, fields and addresses are named together', () => {
    const patch = { surname: null, emailVerifiedAt: NOW, postalAddresses: [{ ...address, postCode: '1' }] };
    const { code, details } = rejectionOf(update(aProfile(), patch));
    expect(code).toBe(400);
    expect(details.errors?.map(({ path }) => path)).toEqual([
      ...['surname', 'emailVerifiedAt', 'postalAddresses.0.postCode'],
    ]);
    const two = rejectionOf(update(aProfile(), { surname: null, postalAddresses: [{ ...address, postCode: '1' }] }));
    expect(two.details.errors).toEqual([
      { path: 'surname', message: 'A name must not be empty.' },
      { path: 'postalAddresses.0.postCode', message: 'A Norwegian postCode has exactly four digits.' },
    ]);
  });

  test('an address that the profile does not have is named alone (617)', () => {
    const unknown = update(aProfile(), { surname: null, postalAddresses: [{ ...address, id: 9 }] });
    expect(rejectionOf(unknown)).toMatchObject({
      ...{ code: 617, details: { path: 'postalAddresses.0.id', message: 'The profile has no postal address 9.' } },
    });
  });

  test('[VERIFIED-1] a timestamp goes with a value of the same update', () => {
    const patch = { email: 'a@x.no', emailVerifiedAt: NOW };
    expect(profileAfter(update(aProfile(), patch))).toMatchObject(patch);
    const phone = { countryCode: '+47', telephoneNumberNoCountryCode: '40612233', telephoneNumberVerifiedAt: NOW };
    expect(profileAfter(update(aProfile(), phone))).toMatchObject(phone);
    const cleared = update(aProfile({ email: 'a@x.no' }), { email: null, emailVerifiedAt: NOW });
    expect(rejectionOf(cleared).details.path).toBe('emailVerifiedAt');
    const phoned = aProfile({ countryCode: '+47', telephoneNumberNoCountryCode: '40612233' });
    expect(profileAfter(update(phoned, { telephoneNumberVerifiedAt: NOW })).telephoneNumberVerifiedAt).toBe(NOW);
    expect(profileAfter(update(aProfile({ email: 'a@x.no' }), { emailVerifiedAt: NOW })).emailVerifiedAt).toBe(NOW);
  });
});
