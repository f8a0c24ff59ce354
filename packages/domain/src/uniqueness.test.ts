import { describe, expect, test } from 'vitest';
import type { Profile } from './profile.js';
import { anAccount, aProfile } from './testing/given.js';
import { comparable, rejectionOfTakenKey, uniqueKeysOf, usernameAfter } from './uniqueness.js';

const ALL: Partial<Profile> = {
  customerRef: 'CRM-1',
  email: 'Ola.N@Example.no',
  username: 'Ola.N@Example.no',
  vippsId: 'V-1',
  customerAccounts: [anAccount('abt-1')],
};
const REF = 'ref:CRM-1';
const ACCOUNT = 'account:abt-1';

describe('unique keys', () => {
  test('an active standard profile holds every value it has', () => {
    const keys = uniqueKeysOf(aProfile(ALL));
    const own = ['email:ola.n@example.no', 'username:ola.n@example.no', 'vipps:V-1'];
    expect(keys.sort()).toEqual([REF, ACCOUNT, ...own].sort());
  });

  test('[UNIQ-1] a temporary profile holds no email, but its vippsId', () => {
    const { username: _none, ...fields } = ALL;
    const keys = uniqueKeysOf(aProfile({ ...fields, profileType: 'T' }));
    expect(keys.sort()).toEqual([ACCOUNT, REF, 'vipps:V-1'].sort());
  });

  test('[UNIQ-3] only a standard profile holds a username', () => {
    const keys = uniqueKeysOf(aProfile({ ...ALL, profileType: 'P' }));
    expect(keys).toContain('email:ola.n@example.no');
    expect(keys.filter((key) => key.startsWith('username:'))).toEqual([]);
  });

  test.each([{ status: 'D' }, { status: 'P', parentId: 7 }] as const)(
    '[UNIQ-2] a profile that is %j holds its reference and no email, username or vippsId',
    (fields) => {
      const keys = uniqueKeysOf(aProfile({ ...ALL, ...fields }));
      expect(keys).toContain(REF);
      expect(keys.filter((key) => /^(email|username|vipps):/.test(key))).toEqual([]);
    },
  );

  test('a profile at rest keeps all its keys', () => {
    expect(uniqueKeysOf(aProfile({ ...ALL, status: 'P' }))).toEqual(uniqueKeysOf(aProfile(ALL)));
  });

  test.each([
    ['email:a', 602],
    ['username:a', 602],
    ['account:a', 624],
    ['ref:a', 625],
    ['vipps:a:b', 626],
    ['something:else', 409],
  ] as const)('a taken %s is refused with %i', (key, code) => {
    expect(rejectionOfTakenKey(key)).toBe(code);
  });

  test('emails are compared after lower-casing the whole address', () => {
    expect(comparable('Ola.NORDMANN@Example.NO')).toBe('ola.nordmann@example.no');
  });
});

describe('[UNIQ-3] the username after an email change', () => {
  test('goes along while the two are equal, case aside', () => {
    const profile = aProfile({ email: 'Ola@x.no', username: 'ola@x.no' });
    expect(usernameAfter(profile, 'new@x.no')).toBe('new@x.no');
  });

  test('stays when the two differ', () => {
    const profile = aProfile({ email: 'contact@x.no', username: 'login@x.no' });
    expect(usernameAfter(profile, 'new@x.no')).toBe('login@x.no');
    expect(usernameAfter(profile, undefined)).toBe('login@x.no');
  });

  test.each(['P', 'T'] as const)('a profile of type %s gets none', (profileType) => {
    expect(usernameAfter(aProfile({ profileType, email: 'a@x.no' }), 'b@x.no')).toBeUndefined();
  });
});
