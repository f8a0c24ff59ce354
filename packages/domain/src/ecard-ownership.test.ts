import { describe, expect, test } from 'vitest';
import { decideAddEcard } from './ecard-ownership.js';
import { aProfile, changesOf, NOW, rejectionOf } from './testing/given.js';

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
