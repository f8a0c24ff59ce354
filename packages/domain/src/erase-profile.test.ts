import { describe, expect, test } from 'vitest';
import { decideErase, isPurgeable, purgeableFrom } from './erase-profile.js';
import { anEcard, aProfile, changesOf, EARLIER, LATER, NOW } from './testing/given.js';

describe('erase', () => {
  test('[ERASE-1] the survivor, all that were merged into it and every card go; nothing stays', () => {
    const survivor = aProfile({ relatedCustomerNumbers: [2, 3] });
    const mergedIn = [aProfile({ customerNumber: 2, parentId: 1 }), aProfile({ customerNumber: 3, parentId: 2 })];
    const ecards = [anEcard(), anEcard({ endOfOwnership: EARLIER })];
    const changes = changesOf(decideErase({ survivor, mergedIn, ecards }));
    expect(changes.profiles).toEqual([survivor, ...mergedIn].map((before) => ({ before })));
    expect(changes.ecards).toEqual(ecards.map((before) => ({ before })));
  });
});

describe('what may be purged', () => {
  test.each([
    ['a deactivated profile', { status: 'D', expirationDate: EARLIER }, true],
    ['a temporary profile', { profileType: 'T', expirationDate: EARLIER }, true],
    ['a temporary profile at rest', { profileType: 'T', status: 'P', expirationDate: EARLIER }, true],
    ['to the millisecond', { status: 'D', expirationDate: NOW }, true],
    ['a deactivated profile whose day has not come', { status: 'D', expirationDate: LATER }, false],
    ['a profile in ordinary use, whatever its date', { expirationDate: EARLIER }, false],
    ['a personnel ticket profile in use', { profileType: 'P', expirationDate: EARLIER }, false],
    ['a temporary profile without a date', { profileType: 'T' }, false],
    [
      'a merged one: it goes with its survivor',
      { profileType: 'T', status: 'P', parentId: 7, expirationDate: EARLIER },
      false,
    ],
  ] as const)('[PURGE-1] %s', (_what, fields, expected) => {
    expect(isPurgeable(aProfile(fields), NOW)).toBe(expected);
  });

  test('[PURGE-1] from the day it expires, and only while it can', () => {
    expect(purgeableFrom(aProfile({ status: 'D', expirationDate: LATER }))).toBe(LATER);
    expect(purgeableFrom(aProfile({ expirationDate: LATER }))).toBeUndefined();
  });
});
