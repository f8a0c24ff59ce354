import { describe, expect, test } from 'vitest';
import type { Profile } from './profile.js';
import { canSignIn, decidePasswordChange, decideSignIn, holderOf, loginsOf } from './sign-in.js';
import { aProfile, changesOf, NOW, profileAfter } from './testing/given.js';

const NAME = 'kari@x.no';
const OTHER = 'other@x.no';
let lastNumber = 0;
const candidate = (fields: Partial<Profile>) => aProfile({ customerNumber: ++lastNumber, ...fields });

describe('[REDIR-2] who holds a username', () => {
  // The one to be found stands first.
  const rows: [string, Partial<Profile>[]][] = [
    ['an active one before one merged away', [{ username: NAME }, { username: NAME, status: 'P', parentId: 9 }]],
    ['an active one before a resting one', [{ username: NAME }, { username: NAME, status: 'P' }]],
    ['an active one before a deactivated one', [{ username: NAME }, { emailOld: NAME, status: 'D' }]],
    [
      'a passive one before a deactivated one',
      [
        { username: NAME, status: 'P' },
        { emailOld: NAME, status: 'D' },
      ],
    ],
    [
      'by username before by email',
      [
        { username: NAME, email: OTHER },
        { email: NAME, username: OTHER },
      ],
    ],
    ['active by email before passive by username', [{ email: NAME }, { username: NAME, status: 'P', parentId: 9 }]],
    [
      'by the username put away before by the email put away',
      [
        { status: 'D', setAside: { status: 'A', username: NAME } },
        { status: 'D', emailOld: NAME, setAside: { status: 'A', username: OTHER } },
      ],
    ],
    ['one of type P by its email', [{ profileType: 'P', email: NAME }, { username: OTHER }]],
    [
      'a standard one before a temporary one',
      [
        { email: NAME, status: 'D' },
        { profileType: 'T', email: NAME },
      ],
    ],
  ];

  test.each(rows)('%s', (_name, [first = {}, ...rest]) => {
    const winner = candidate(first);
    const others = rest.map(candidate);
    expect(holderOf([winner, ...others], NAME)).toBe(winner);
    expect(holderOf([...others, winner], 'KARI@X.NO')).toBe(winner);
  });

  test('of several alike the newest', () => {
    const [old, young] = [candidate({ username: NAME, status: 'P' }), candidate({ username: NAME, status: 'P' })];
    expect(holderOf([young, old], NAME)).toBe(young);
    expect(holderOf([old, young], NAME)).toBe(young);
  });

  test('none, if no profile has it', () => {
    expect(holderOf([], NAME)).toBeUndefined();
    expect(holderOf([candidate({ username: OTHER }), candidate({ profileType: 'T', email: NAME })], NAME)).toBe(
      undefined,
    );
  });
});

describe('the names a profile goes by', () => {
  test.each<[string, Partial<Profile>, string[]]>([
    ['username and email', { username: NAME, email: OTHER }, [NAME, OTHER]],
    ['one where both are the same but for case', { username: 'Kari@X.no', email: NAME }, [NAME]],
    ['those put away', { status: 'D', emailOld: OTHER, setAside: { status: 'A', username: NAME } }, [NAME, OTHER]],
    ['none', {}, []],
    ['none, being temporary', { profileType: 'T', email: NAME }, []],
  ])('%s', (_name, fields, names) => {
    expect(loginsOf(candidate(fields))).toEqual(names);
  });
});

describe('signing in', () => {
  test.each<[boolean, Partial<Profile>]>([
    [true, { username: NAME }],
    [false, {}],
    [false, { email: NAME }],
    [false, { username: NAME, status: 'P' }],
    [false, { username: NAME, status: 'P', parentId: 9 }],
    [false, { username: NAME, status: 'D' }],
    [false, { username: NAME, profileType: 'P' }],
    [false, { username: NAME, profileType: 'T' }],
  ])('%s for %j', (can, fields) => {
    expect(canSignIn(candidate(fields))).toBe(can);
  });

  test('is kept with when and from where; where is not forgotten when it is not said', () => {
    const profile = candidate({ lastSignInFrom: 'web' });
    expect(profileAfter(decideSignIn(profile, 'app', NOW))).toEqual({
      ...profile,
      lastSignInAt: NOW,
      lastSignInFrom: 'app',
    });
    expect(profileAfter(decideSignIn(profile, undefined, NOW)).lastSignInFrom).toBe('web');
  });

  test('a password change shows in nothing but the fields that changed', () => {
    const profile = candidate({ username: NAME });
    const { profiles } = changesOf(decidePasswordChange(profile));
    expect(profiles).toEqual([{ before: profile, after: profile, alsoChanged: ['password'] }]);
  });
});
