import { describe, expect, test } from 'vitest';
import {
  areDistinct,
  decideMarkDistinct,
  decideUnmarkDistinct,
  distinctAfterMerge,
  MAX_DISTINCT,
  withoutMarks,
} from './distinct-profiles.js';
import { duplicatesAmong } from './duplicates.js';
import { decideErase } from './erase-profile.js';
import { decideConnect } from './merge-profiles.js';
import type { Profile } from './profile.js';
import { aProfile, changesOf, NOW, profilesAfter, rejectionOf } from './testing/given.js';
import { decideUnmerge } from './unmerge-profiles.js';

const BORN = { dateOfBirth: '1985-04-12' };
const aPerson = (customerNumber: number, fields: Partial<Profile> = {}) =>
  aProfile({ customerNumber, ...BORN, ...fields });

function marked(profile: Profile, other: Profile): [Profile, Profile] {
  return profilesAfter(decideMarkDistinct({ profile, other })) as [Profile, Profile];
}

/** The source and the target after a connect. */
function connected(source: Profile, target: Profile): [Profile, Profile] {
  const leadsTo = { source: source.customerNumber, target: target.customerNumber };
  return profilesAfter(
    decideConnect({ source, target, leadsTo, sourceEcards: [], targetCurrentEcards: 0, now: NOW }),
  ) as [Profile, Profile];
}

describe('[DISTINCT-1] two profiles that are two persons', () => {
  test('the mark is recorded for both, and neither is suggested for the other any more', () => {
    const [one, other] = [aPerson(1), aPerson(2)];
    expect(duplicatesAmong([other], one)).toHaveLength(1);
    const [here, there] = marked(one, other);
    expect([here.distinctFrom, there.distinctFrom]).toEqual([[2], [1]]);
    expect([duplicatesAmong([there], here), duplicatesAmong([here], there)]).toEqual([[], []]);
  });

  test('[NOOP-1] a repeated mark changes nothing, from either side; so does a removal without a mark', () => {
    const [here, there] = marked(aPerson(1), aPerson(2));
    expect(changesOf(decideMarkDistinct({ profile: there, other: here })).profiles).toEqual([]);
    expect(changesOf(decideUnmarkDistinct({ profile: aPerson(1), other: aPerson(2) })).profiles).toEqual([]);
  });

  test('a removal for a profile and itself changes nothing, also when a marked one was merged into it', () => {
    const [b, a] = marked(aPerson(2), aPerson(1));
    const [, target] = connected(b, a);
    expect(target.distinctFrom).toEqual([2]);
    expect(changesOf(decideUnmarkDistinct({ profile: target, other: target })).profiles).toEqual([]);
  });

  test('a removal ends the mark for both', () => {
    const [here, there] = marked(aPerson(1), aPerson(2));
    const [one, other] = profilesAfter(decideUnmarkDistinct({ profile: there, other: here }));
    expect([one, other].map((profile) => profile !== undefined && 'distinctFrom' in profile)).toEqual([false, false]);
  });

  test('the mark follows the survivor of either, and both, over several merges', () => {
    const [b, d] = marked(aPerson(2), aPerson(4));
    const [, a] = connected(b, aPerson(1));
    expect([areDistinct(a, d), areDistinct(d, a)]).toEqual([true, true]);
    const [, c] = connected(d, aPerson(3));
    expect([areDistinct(a, c), areDistinct(c, a)]).toEqual([true, true]);
    const [, e] = connected(c, aPerson(5));
    expect([areDistinct(a, e), areDistinct(e, a)]).toEqual([true, true]);
    expect(changesOf(decideMarkDistinct({ profile: a, other: e })).profiles).toEqual([]);
  });

  test('[UNMERGE-1] after an unmerge the mark is the source’s again, and not the target’s', () => {
    const [b, d] = marked(aPerson(2), aPerson(4));
    const [source, target] = connected(b, aPerson(1));
    const [a, back] = profilesAfter(decideUnmerge({ source, target, targetEcards: [], now: NOW }));
    if (a === undefined || back === undefined) throw new Error('An unmerge changes two profiles.');
    expect([areDistinct(back, d), areDistinct(a, d)]).toEqual([true, false]);
  });

  test('a mark that was removed from the survivor does not come back with an unmerge', () => {
    const [b, d] = marked(aPerson(2), aPerson(4));
    const [source, target] = connected(b, aPerson(1));
    const [a, other] = profilesAfter(decideUnmarkDistinct({ profile: target, other: d }));
    if (a === undefined || other === undefined) throw new Error('A removal changes two profiles.');
    const [, back] = profilesAfter(decideUnmerge({ source, target: a, targetEcards: [], now: NOW }));
    expect(back && areDistinct(back, other)).toBe(false);
  });

  test('[ERASE-1] an erasure removes the number from the other profile', () => {
    const [here, there] = marked(aPerson(1), aPerson(2));
    const person = { survivor: here, mergedIn: [], ecards: [], markedDistinct: [there, aPerson(3)] };
    const { profiles } = decideErase(person).changes;
    expect(profiles.map(({ before, after }) => [before?.customerNumber, after?.distinctFrom])).toEqual([
      [1, undefined],
      [2, undefined],
    ]);
    expect(profiles[1]?.after).toBeDefined();
  });

  test('a profile is not distinct from itself, from one of another organisation, or from too many', () => {
    const one = aPerson(1);
    expect(rejectionOf(decideMarkDistinct({ profile: one, other: one })).code).toBe(409);
    expect(rejectionOf(decideMarkDistinct({ profile: one, other: aPerson(2, { organisationId: 2 }) })).code).toBe(617);
    const many = aPerson(3, { distinctFrom: Array.from({ length: MAX_DISTINCT }, (_, at) => 1000 + at) });
    expect(rejectionOf(decideMarkDistinct({ profile: many, other: one })).code).toBe(629);
  });
});

describe('[DISTINCT-1] the list of marks', () => {
  test('is in ascending order, and each mark names the other party of the change', () => {
    const crowded = aPerson(1, { distinctFrom: [11, 9] });
    const { profiles } = changesOf(decideMarkDistinct({ profile: crowded, other: aPerson(10) }));
    expect(profiles.map(({ after, relatedCustomerNumber }) => [after?.distinctFrom, relatedCustomerNumber])).toEqual([
      [[9, 10, 11], 10],
      [[1], 1],
    ]);
  });

  test('has a limit, on either side, which the refusal names', () => {
    const full = aPerson(1, { distinctFrom: Array.from({ length: MAX_DISTINCT }, (_, at) => at + 10) });
    const almost = aPerson(1, { distinctFrom: (full.distinctFrom ?? []).slice(1) });
    expect(decideMarkDistinct({ profile: almost, other: aPerson(2) }).outcome).toBe('accepted');
    const message = 'A profile can be marked distinct from at most 1000 others; remove marks that are not needed.';
    for (const pair of [
      { profile: full, other: aPerson(2) },
      { profile: aPerson(2), other: full },
    ]) {
      const { code, details } = rejectionOf(decideMarkDistinct(pair));
      expect([code, details]).toEqual([629, { message, errors: [{ path: 'distinctFrom', message }] }]);
    }
  });

  test('a removal takes the marks of the pair and leaves others; an empty list is absent', () => {
    const [one, other] = [aPerson(1, { distinctFrom: [2, 3] }), aPerson(2, { distinctFrom: [1] })];
    const [left, without] = profilesAfter(decideUnmarkDistinct({ profile: one, other }));
    expect(left?.distinctFrom).toEqual([3]);
    expect(without).not.toHaveProperty('distinctFrom');
  });

  test('a removal needs marks on both sides, and profiles of one organisation', () => {
    const [one, other] = [aPerson(1, { distinctFrom: [2] }), aPerson(2)];
    expect(changesOf(decideUnmarkDistinct({ profile: one, other })).profiles).toEqual([]);
    const foreign = aPerson(2, { organisationId: 2, distinctFrom: [1] });
    expect(rejectionOf(decideUnmarkDistinct({ profile: one, other: foreign })).code).toBe(617);
  });

  test('a profile without marks has none removed', () => {
    expect(withoutMarks(aPerson(1), [2])).toEqual(aPerson(1));
    expect(withoutMarks(aPerson(1, { distinctFrom: [2, 3] }), [2]).distinctFrom).toEqual([3]);
  });

  test('a target gains the marks of the source, without those about the two', () => {
    const source = aPerson(1, { distinctFrom: [2, 3, 8], relatedCustomerNumbers: [8] });
    const target = aPerson(2, { distinctFrom: [9, 4] });
    expect(distinctAfterMerge(source, target)).toEqual({ distinctFrom: [3, 4, 9] });
    expect(distinctAfterMerge(source, aPerson(2))).toEqual({ distinctFrom: [3] });
    expect(distinctAfterMerge(aPerson(1, { distinctFrom: [2] }), target)).toEqual({});
    expect(distinctAfterMerge(aPerson(1), target)).toEqual({});
  });

  test('two profiles without marks are not distinct', () => {
    expect(areDistinct(aPerson(1), aPerson(2, { distinctFrom: [1] }))).toBe(false);
    expect(areDistinct(aPerson(1, { distinctFrom: [2] }), aPerson(2))).toBe(false);
  });
});
