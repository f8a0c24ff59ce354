import { describe, expect, test } from 'vitest';
import { decideUpdateEcard } from './ecard-transfer.js';
import { MAX_CURRENT_ECARDS } from './list-limits.js';
import { anEcard, aProfile, changesOf, NOW, rejectionOf } from './testing/given.js';

const owner = aProfile({ customerNumber: 1 });
const other = aProfile({ customerNumber: 2 });
const foreign = aProfile({ customerNumber: 3, organisationId: 2 });
const fields = { ecardOperator: '57803', ecardNumber: 1_234_567_890, startOfOwnership: NOW };
const current = anEcard({ customerNumber: 1, ecardName: 'Old', bookingDate: NOW, expirationDate: NOW });

const REFUSED_OWNERS = [
  { is: 'deactivated', state: { status: 'D' }, code: 617 },
  { is: 'at rest', state: { status: 'P' }, code: 601 },
  { is: 'merged', state: { status: 'P', parentId: 9 }, code: 601 },
] as const;

describe('updating a card', () => {
  const update = { owner, previousOwner: undefined, fields, current, now: NOW };
  const move = { ...update, owner: other, previousOwner: owner };

  test('[CARD-2] the fields are overwritten, those not sent are cleared', () => {
    const after = changesOf(decideUpdateEcard({ ...update, fields: { ...fields, ecardName: 'New' } })).ecards?.[0]
      ?.after;
    expect(after).toMatchObject({
      id: current.id,
      ecardName: 'New',
      startOfOwnership: NOW,
      version: 2,
      changedAt: NOW,
    });
    expect(after).not.toHaveProperty('bookingDate');
    expect(after).not.toHaveProperty('expirationDate');
    expect(after?.createdAt).toBe(current.createdAt);
  });

  test('[CARD-2] a card that stays changes its owner alone', () => {
    const { profiles } = changesOf(decideUpdateEcard(update));
    expect(profiles).toHaveLength(1);
    expect(profiles[0]).not.toHaveProperty('relatedCustomerNumber');
  });

  test('[CARD-2] [CARD-4] a card of another owner moves, and both owners change, each naming the other', () => {
    const { profiles, ecards } = changesOf(decideUpdateEcard(move));
    expect(ecards).toMatchObject([{ before: current, after: { customerNumber: 2 } }]);
    expect(profiles.map(({ after, relatedCustomerNumber }) => [after?.customerNumber, relatedCustomerNumber])).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  test('[CARD-3] a card of another organisation is refused exactly like one without an owner', () => {
    const unowned = decideUpdateEcard({ ...update, current: undefined });
    expect(rejectionOf(unowned).code).toBe(617);
    expect(decideUpdateEcard({ ...move, owner: foreign })).toEqual(unowned);
    expect(decideUpdateEcard({ ...update, current: { ...current, organisationId: 2 } })).toEqual(unowned);
  });

  test.each(REFUSED_OWNERS)('[CARD-4] a card does not move to an owner who is $is', ({ state, code }) => {
    const rejection = rejectionOf(decideUpdateEcard({ ...move, owner: { ...other, ...state } }));
    expect(rejection.code).toBe(code);
  });

  test('an ownership can be ended', () => {
    const ended = decideUpdateEcard({ ...update, fields: { ...fields, endOfOwnership: NOW } });
    expect(changesOf(ended).ecards?.[0]?.after).toMatchObject({ endOfOwnership: NOW });
  });
});

describe('a card that moves', () => {
  const move = { owner: other, previousOwner: owner, fields, current, now: NOW };

  test('[LIMIT-1] is refused where it would be one too many (629), unless it ends', () => {
    const full = { ...move, currentEcards: MAX_CURRENT_ECARDS };
    expect(rejectionOf(decideUpdateEcard(full)).code).toBe(629);
    expect(decideUpdateEcard({ ...full, fields: { ...fields, endOfOwnership: NOW } }).outcome).toBe('accepted');
    expect(decideUpdateEcard({ ...full, owner, previousOwner: undefined }).outcome).toBe('accepted');
  });

  test('[ERASE-1] is of the new owner alone, whichever profile it came from', () => {
    const merged = anEcard({ customerNumber: 1, mergedFrom: 9 });
    const after = (command: object) =>
      changesOf(decideUpdateEcard({ ...move, current: merged, ...command })).ecards?.[0]?.after;
    expect(after({})).not.toHaveProperty('mergedFrom');
    expect(after({ owner, previousOwner: undefined })).toMatchObject({ mergedFrom: 9 });
  });

  test('[CARD-2] changes the new owner alone where the previous one is gone', () => {
    const { profiles } = changesOf(decideUpdateEcard({ ...move, previousOwner: undefined }));
    expect(profiles.map(({ before }) => before?.customerNumber)).toEqual([2]);
    const stays = changesOf(decideUpdateEcard({ ...move, owner, previousOwner: other }));
    expect(stays.profiles.map(({ before }) => before?.customerNumber)).toEqual([1]);
  });
});
