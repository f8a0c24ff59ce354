import { describe, expect, test } from 'vitest';
import { decideDeactivate } from './deactivate-profile.js';
import type { Profile } from './profile.js';
import { decideRestore } from './restore-profile.js';
import { aProfile, aTicket, LATER, NOW, profileAfter, rejectionOf } from './testing/given.js';

const deactivated = (profile: Profile) =>
  profileAfter(decideDeactivate({ profile, defaultExpiration: LATER, now: NOW }));

const BEFORE: readonly Partial<Profile>[] = [
  {},
  { email: 'a@x.no', username: 'a@x.no', vippsId: 'v' },
  { email: 'contact@x.no', username: 'login@x.no' },
  { username: 'login@x.no' },
  { status: 'P', email: 'a@x.no' },
  { profileType: 'T', expirationDate: LATER, surname: '' },
];

describe('restore', () => {
  test.each(BEFORE)('[REST-1] gives a profile that was %j back all that the deactivation put away', (fields) => {
    const before = aProfile(fields);
    expect(profileAfter(decideRestore(deactivated(before)))).toEqual(before);
  });

  test('[REST-1] a second deactivation with another date takes nothing more away', () => {
    const before = aProfile({ email: 'a@x.no', username: 'a@x.no', expirationDate: LATER });
    const again = decideDeactivate({
      profile: deactivated(before),
      expirationDate: '2027-01-01T00:00:00.000Z',
      defaultExpiration: LATER,
      now: NOW,
    });
    expect(profileAfter(decideRestore(profileAfter(again)))).toEqual(before);
  });

  test('[REST-1] refused when active (614) and when merged (613)', () => {
    expect(rejectionOf(decideRestore(aProfile())).code).toBe(614);
    expect(rejectionOf(decideRestore(aProfile({ status: 'P', parentId: 9 }))).code).toBe(613);
  });
});

test('[REST-1] a profile gets back what was put away, and no field that was not', () => {
  expect(profileAfter(decideRestore(deactivated(aProfile())))).toStrictEqual(aProfile());
  expect(deactivated(aProfile())).toStrictEqual({
    ...aProfile(),
    ...{ status: 'D', expirationDate: LATER, setAside: { status: 'A' } },
  });
  // Profiles of version 0.1 have nothing put away.
  expect(profileAfter(decideRestore(aProfile({ status: 'D', emailOld: 'a@x.no' })))).toStrictEqual(
    aProfile({ email: 'a@x.no' }),
  );
});

test('[DEACT-2] a ticket that ends now is not valid any more', () => {
  const holder = aProfile({ personnelTickets: [aTicket('t', NOW)] });
  expect(decideDeactivate({ profile: holder, defaultExpiration: LATER, now: NOW }).outcome).toBe('accepted');
});
