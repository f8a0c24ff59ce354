import { describe, expect, test } from 'vitest';
import type { EcardOwnership } from './ecard.js';
import { decideConnect, decideMerge } from './merge-profiles.js';
import type { Profile } from './profile.js';
import {
  aNote,
  anAccount,
  anEcard,
  aPreference,
  aProfile,
  aTicket,
  changesOf,
  LATER,
  NOW,
  profilesAfter,
  rejectionOf,
} from './testing/given.js';
import { decideUnmerge } from './unmerge-profiles.js';

const SOURCE = aProfile({
  customerNumber: 1,
  profileType: 'P',
  email: 'kilde@x.no',
  vippsId: 'v1',
  relatedCustomerNumbers: [7],
  customerAccounts: [anAccount('s')],
  personnelTickets: [aTicket('s', LATER)],
  notes: [aNote('s')],
  preferences: [aPreference(2, 'source'), aPreference(1, 'source')],
});
const TARGET = aProfile({
  customerNumber: 2,
  relatedCustomerNumbers: [5],
  customerAccounts: [anAccount('t')],
  personnelTickets: [aTicket('t', LATER)],
  notes: [aNote('t')],
  preferences: [aPreference(2, 'target')],
});
const CARD = anEcard({ id: 's', customerNumber: 1 });

/** Two profiles after a merge, and the cards that the target then has. */
function merged(source: Profile = SOURCE, cards: readonly EcardOwnership[] = [CARD]) {
  const decide = source.profileType === 'P' ? decideMerge : decideConnect;
  const leadsTo = { source: source.customerNumber, target: TARGET.customerNumber };
  const decision = decide({ source, target: TARGET, leadsTo, sourceEcards: cards, targetCurrentEcards: 0, now: NOW });
  const [sourceAfter, targetAfter] = profilesAfter(decision);
  if (sourceAfter === undefined || targetAfter === undefined) throw new Error('A merge changes both parties.');
  const targetEcards = changesOf(decision).ecards?.flatMap(({ after }) => after ?? []) ?? [];
  return { source: sourceAfter, target: targetAfter, targetEcards };
}

const unmerge = (given: ReturnType<typeof merged>) => decideUnmerge({ ...given, now: LATER });

function parted(given: ReturnType<typeof merged>) {
  const [target, source] = profilesAfter(unmerge(given));
  if (source === undefined || target === undefined) throw new Error('An unmerge changes both parties.');
  return { source, target };
}

describe('unmerge', () => {
  test.each(['P', 'S', 'T'] as const)(
    '[UNMERGE-1] puts a source of type %s and its target back as they were',
    (type) => {
      const before = { ...SOURCE, profileType: type };
      expect(parted(merged(before))).toEqual({ source: before, target: TARGET });
    },
  );

  test('[UNMERGE-1] every card that the merge moved goes back, the ended ones too, and nothing else of it changes', () => {
    const given = merged(SOURCE, [CARD, anEcard({ id: 'ended', customerNumber: 1, endOfOwnership: NOW })]);
    const own = anEcard({ id: 't', customerNumber: 2 });
    const { ecards = [] } = changesOf(unmerge({ ...given, targetEcards: [...given.targetEcards, own] }));
    expect(ecards.map(({ after }) => after)).toEqual(
      given.targetEcards.map(({ mergedFrom: _origin, ...card }) => ({
        ...card,
        ...{ customerNumber: 1, changedAt: LATER, version: card.version + 1 },
      })),
    );
  });

  test('[UNMERGE-1] an item that moved on to another customer, or was deleted, does not come back', () => {
    const { source, target } = merged();
    const robbed = { ...target, preferences: [aPreference(2, 'target')] };
    const given = { source, target: robbed, targetEcards: [] };
    expect(changesOf(unmerge(given)).ecards).toEqual([]);
    expect(parted(given).source.preferences).toEqual([aPreference(2, 'source')]);
  });

  test('[UNMERGE-1] what changed meanwhile comes back as it is by now, and what the target got meanwhile stays', () => {
    const { target, ...given } = merged();
    const lived: Profile = {
      ...target,
      customerAccounts: target.customerAccounts.map((account) => ({ ...account, name: 'Named since' })),
      preferences: target.preferences.map((preference) => ({ ...preference, preferenceValue: 'since' })),
      notes: [...target.notes, aNote('new')],
    };
    const after = parted({ ...given, target: lived });
    expect(after.source.customerAccounts).toEqual([{ ...anAccount('s'), name: 'Named since' }]);
    expect(after.source.preferences).toEqual([aPreference(2, 'source'), aPreference(1, 'since')]);
    expect(after.target.preferences).toEqual([aPreference(2, 'since')]);
    expect(after.target.notes.map(({ id }) => id)).toEqual(['t', 'new']);
  });

  test('[UNMERGE-1] the target gives up the source’s numbers, which lead to the source again', () => {
    const after = parted(merged());
    expect(after.target.relatedCustomerNumbers).toEqual([5]);
    expect(after.source.relatedCustomerNumbers).toEqual([7]);
  });

  test('each party’s change names the other; the target’s comes first, for it holds the accounts', () => {
    const { profiles } = changesOf(unmerge(merged()));
    expect(profiles.map((one) => [one.before?.customerNumber, one.relatedCustomerNumber, one.alsoChanged])).toEqual([
      [2, 1, ['ecardOwnerships']],
      [1, 2, ['ecardOwnerships']],
    ]);
  });

  test('where no card moves, none is among what changed', () => {
    for (const change of changesOf(unmerge(merged(SOURCE, []))).profiles) expect(change.alsoChanged).toBeUndefined();
  });

  test('[UNMERGE-1] again it is refused (617): the source is not merged any more', () => {
    expect(rejectionOf(unmerge({ ...merged(), ...parted(merged()) })).code).toBe(617);
  });

  test.each<[string, Partial<ReturnType<typeof merged>>]>([
    ['a source that was never merged', { source: SOURCE }],
    ['a source at rest', { source: { ...SOURCE, status: 'P' } }],
    ['the target itself', { source: TARGET, target: TARGET }],
  ])('[UNMERGE-1] %s is unknown to the target (617)', (_name, given) => {
    expect(rejectionOf(unmerge({ ...merged(), ...given })).code).toBe(617);
  });

  test('[UNMERGE-1] a source that was merged into another profile is refused (601), and the refusal says which', () => {
    const { code, details } = rejectionOf(unmerge({ ...merged(), target: { ...TARGET, customerNumber: 3 } }));
    expect({ code, message: details.message }).toEqual({ code: 601, message: 'Profile 1 was merged into 2.' });
  });

  test('[UNMERGE-1] of merges in a row the last is undone first (601), and the refusal says which', () => {
    const { source } = merged();
    const survivor = aProfile({ customerNumber: 3, relatedCustomerNumbers: [2, 5, 1, 7] });
    const { code, details } = rejectionOf(unmerge({ source, target: survivor, targetEcards: [] }));
    expect(code).toBe(601);
    expect(details.message).toContain('undo the merge of 2 first');
  });
});
