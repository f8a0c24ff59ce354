import { describe, expect, test } from 'vitest';
import { currentAmong, decideAddEcard, latestOwnership } from './ecard-ownership.js';
import { MAX_CURRENT_ECARDS } from './list-limits.js';
import { anEcard, aProfile, changesOf, EARLIER, NOW, rejectionOf } from './testing/given.js';

const owner = aProfile({ customerNumber: 1 });
const fields = { ecardOperator: '57803', ecardNumber: 1_234_567_890, startOfOwnership: NOW };

const REFUSED_OWNERS = [
  { is: 'deactivated', state: { status: 'D' }, code: 617 },
  { is: 'at rest', state: { status: 'P' }, code: 601 },
  { is: 'merged', state: { status: 'P', parentId: 9 }, code: 601 },
] as const;

describe('adding a card', () => {
  const add = { owner, fields, isHeld: false, currentEcards: 0, id: 'new', now: NOW };

  test('[CARD-1] a card without an owner becomes the owner’s, and the owner changes', () => {
    const { profiles, ecards } = changesOf(decideAddEcard(add));
    expect(profiles).toMatchObject([{ before: owner, after: owner, alsoChanged: ['ecardOwnerships'] }]);
    expect(ecards).toMatchObject([{ after: { id: 'new', customerNumber: 1, organisationId: 1, version: 1 } }]);
    expect(ecards?.[0]?.before).toBeUndefined();
  });

  test('the sixteen digits are computed', () => {
    expect(changesOf(decideAddEcard(add)).ecards?.[0]?.after?.ecardNumber16digits).toHaveLength(16);
  });

  test('[CARD-1] a card with a current owner is refused (627), without naming the owner', () => {
    const rejection = rejectionOf(decideAddEcard({ ...add, isHeld: true }));
    expect(rejection).toEqual({ outcome: 'rejected', code: 627, details: {} });
  });

  test.each(REFUSED_OWNERS)('[CARD-4] an owner who is $is is refused', ({ state, code }) => {
    const rejection = rejectionOf(decideAddEcard({ ...add, owner: { ...owner, ...state } }));
    expect(rejection.code).toBe(code);
  });
});

test('[LIMIT-1] one current card too many is refused (629); an ended one does not count', () => {
  const add = { owner, fields, isHeld: false, currentEcards: MAX_CURRENT_ECARDS, id: 'new', now: NOW };
  expect(rejectionOf(decideAddEcard(add)).code).toBe(629);
  expect(decideAddEcard({ ...add, fields: { ...fields, endOfOwnership: NOW } }).outcome).toBe('accepted');
  expect(decideAddEcard({ ...add, currentEcards: MAX_CURRENT_ECARDS - 1 }).outcome).toBe('accepted');
});

describe('ownerships of a customer', () => {
  const ended = (id: string, endOfOwnership: string) => anEcard({ id, endOfOwnership });
  const other = [anEcard({ id: 'n', ecardNumber: 1 }), anEcard({ id: 'o', ecardOperator: '1' })];

  test('the current ones are those without an end', () => {
    expect(currentAmong([ended('a', NOW), anEcard()])).toEqual([anEcard()]);
  });

  test('of one card the current one is the latest, otherwise the one that ended last', () => {
    const [first, last] = [ended('first', EARLIER), ended('last', NOW)];
    expect(latestOwnership([first, anEcard(), last], anEcard())).toEqual(anEcard());
    expect(latestOwnership([...other, first, last, ...other], anEcard())).toEqual(last);
    expect(latestOwnership([...other, last, first], anEcard())).toEqual(last);
    expect(latestOwnership([last, anEcard({ ecardNumber: 1 })], anEcard())).toEqual(last);
    expect(latestOwnership([last, anEcard({ ecardOperator: '1' })], anEcard())).toEqual(last);
    expect(latestOwnership(other, anEcard())).toBeUndefined();
  });
});
