import { describe, expect, test } from 'vitest';
import { decideDeactivate } from './deactivate-profile.js';
import type { Profile } from './profile.js';
import { aProfile, aTicket, changesOf, EARLIER, LATER, NOW, profileAfter, rejectionOf } from './testing/given.js';

const DEFAULT = '2026-03-04T12:00:00.000Z';
const deactivate = (profile: Profile, expirationDate?: string) =>
  decideDeactivate({
    profile,
    defaultExpiration: DEFAULT,
    now: NOW,
    ...(expirationDate !== undefined && { expirationDate }),
  });

describe('deactivate', () => {
  test('[DEACT-1] email moves to emailOld, the username is removed, the default date is set', () => {
    const after = profileAfter(deactivate(aProfile({ email: 'a@x.no', username: 'a@x.no' })));
    expect(after).toMatchObject({ status: 'D', emailOld: 'a@x.no', expirationDate: DEFAULT });
    expect(after).not.toHaveProperty('email');
    expect(after).not.toHaveProperty('username');
  });

  test('[DEACT-1] a date given is taken; one in the past is refused, naming it', () => {
    expect(profileAfter(deactivate(aProfile(), LATER)).expirationDate).toBe(LATER);
    expect(profileAfter(deactivate(aProfile(), NOW)).expirationDate).toBe(NOW);
    expect(rejectionOf(deactivate(aProfile(), EARLIER))).toMatchObject({
      code: 400,
      details: { path: 'expirationDate' },
    });
  });

  test('[DEACT-1] again without a date changes nothing; with one only the date', () => {
    const gone = profileAfter(deactivate(aProfile({ email: 'a@x.no' })));
    expect(changesOf(deactivate(gone))).toEqual({ profiles: [] });
    expect(profileAfter(deactivate(gone, LATER))).toEqual({ ...gone, expirationDate: LATER });
    expect(rejectionOf(deactivate(gone, EARLIER)).code).toBe(400);
  });

  test('[DEACT-2] refused (621) while a personnel ticket is valid', () => {
    expect(rejectionOf(deactivate(aProfile({ personnelTickets: [aTicket('t', LATER)] }))).code).toBe(621);
    const mixed = [aTicket('old', EARLIER), aTicket('new', LATER)];
    expect(rejectionOf(deactivate(aProfile({ personnelTickets: mixed }))).code).toBe(621);
  });

  test('[DEACT-2] a ticket that has ended stands in no way', () => {
    expect(profileAfter(deactivate(aProfile({ personnelTickets: [aTicket('t', EARLIER)] }))).status).toBe('D');
  });
});
