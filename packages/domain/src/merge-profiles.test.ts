import { describe, expect, test } from 'vitest';
import { decideConnect, decideMerge } from './merge-profiles.js';
import { entryIdOf } from './preferences.js';
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

const source = aProfile({
  customerNumber: 1,
  profileType: 'P',
  email: 'kilde@x.no',
  relatedCustomerNumbers: [7],
  customerAccounts: [anAccount('s')],
  personnelTickets: [aTicket('s', LATER)],
  notes: [aNote('s')],
  preferences: [aPreference(1, 'source'), aPreference(2, 'source')],
});
const target = aProfile({
  customerNumber: 2,
  email: 'maal@x.no',
  customerAccounts: [anAccount('t')],
  personnelTickets: [aTicket('t', LATER)],
  notes: [aNote('t')],
  preferences: [aPreference(2, 'target'), aPreference(3, 'target')],
});
const merge = (parties: { source?: Profile; target?: Profile } = {}, sourceEcards = [anEcard({ customerNumber: 1 })]) =>
  decideMerge({
    source,
    target,
    ...parties,
    // Not the parents: a chain of merges leads further.
    leadsTo: { source: 8, target: 9 },
    sourceEcards,
    targetCurrentEcards: 0,
    now: NOW,
  });

function parties() {
  const [sourceAfter, targetAfter] = profilesAfter(merge());
  if (sourceAfter === undefined || targetAfter === undefined) throw new Error('A merge changes both parties.');
  return { sourceAfter, targetAfter };
}

/** Items as they are with the target: each names its origin. */
const moved = <T>(items: readonly T[]) => items.map((item) => ({ ...item, mergedFrom: 1 }));

describe('merge', () => {
  test('[MERGE-1] the source becomes passive and points to the target', () => {
    expect(parties().sourceAfter).toMatchObject({ customerNumber: 1, status: 'P', parentId: 2 });
  });

  test('[MERGE-1] accounts, tickets and notes move', () => {
    const { sourceAfter, targetAfter } = parties();
    expect(sourceAfter).toMatchObject({ customerAccounts: [], personnelTickets: [], notes: [] });
    expect(targetAfter.customerAccounts).toEqual([...target.customerAccounts, ...moved(source.customerAccounts)]);
    expect(targetAfter.personnelTickets).toEqual([...target.personnelTickets, ...moved(source.personnelTickets)]);
    expect(targetAfter.notes).toEqual([...target.notes, ...moved(source.notes)]);
  });

  test('[MERGE-1] only preferences that the target lacks move; its own are not overwritten', () => {
    const { targetAfter } = parties();
    const values = targetAfter.preferences.map(({ preferenceId, preferenceValue }) => [preferenceId, preferenceValue]);
    expect(values.sort()).toEqual([
      [1, 'source'],
      [2, 'target'],
      [3, 'target'],
    ]);
  });

  test('[MERGE-1] every card of the source moves, the ended ones too, and nothing else of them changes', () => {
    const cards = [anEcard({ customerNumber: 1, ecardName: 'Mine' }), anEcard({ id: 'ended', endOfOwnership: NOW })];
    const moved = changesOf(merge({}, cards)).ecards ?? [];
    expect(moved.map(({ before }) => before)).toEqual(cards);
    for (const { before, after } of moved) {
      expect(after).toEqual({ ...before, customerNumber: 2, mergedFrom: 1, changedAt: NOW, version: 2 });
    }
  });

  test('[MERGE-1] the target’s numbers gain the source and all that had been merged into it', () => {
    expect(new Set(parties().targetAfter.relatedCustomerNumbers)).toEqual(new Set([1, 7]));
  });

  test('the target’s own values stay', () => {
    expect(parties().targetAfter).toMatchObject({ email: 'maal@x.no', status: 'A', customerRef: '2' });
  });

  test('each party’s change names the other', () => {
    const { profiles } = changesOf(merge());
    expect(
      profiles.map(({ before, relatedCustomerNumber }) => [before?.customerNumber, relatedCustomerNumber]),
    ).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  test('what moved is recorded, so that it can be put back', () => {
    expect(parties().sourceAfter.mergeRecord).toEqual({
      target: 2,
      mergedAt: NOW,
      ecards: ['ownership'],
      customerAccounts: ['s'],
      personnelTickets: ['s'],
      notes: ['s'],
      preferences: [1],
      preferenceEntryIds: [entryIdOf(aPreference(1))],
    });
  });

  test('[MERGE-2] the same merge again changes nothing', () => {
    const { sourceAfter, targetAfter } = parties();
    expect(changesOf(merge({ source: sourceAfter, target: targetAfter }, []))).toEqual({ profiles: [] });
  });

  test.each<[string, { source?: Profile; target?: Profile }, number]>([
    ['a standard source', { source: { ...source, profileType: 'S' } }, 601],
    ['a temporary source', { source: { ...source, profileType: 'T' } }, 601],
    ['a target of type P', { target: { ...target, profileType: 'P' } }, 601],
    ['a temporary target', { target: { ...target, profileType: 'T' } }, 601],
    ['a resting source', { source: { ...source, status: 'P' } }, 601],
    ['a resting target', { target: { ...target, status: 'P' } }, 601],
    ['a source merged elsewhere', { source: { ...source, status: 'P', parentId: 9 } }, 601],
    ['a merged target', { target: { ...target, status: 'P', parentId: 9 } }, 601],
    ['itself', { target: source }, 601],
    ['itself, of type S', { source: target, target }, 601],
    ['a deactivated source', { source: { ...source, status: 'D' } }, 617],
    ['a deactivated target', { target: { ...target, status: 'D' } }, 617],
    ['another organisation', { target: { ...target, organisationId: 2 } }, 617],
  ])('%s is refused with %s', (_name, given, code) => {
    expect(rejectionOf(merge(given)).code).toBe(code);
  });

  test('a refusal over a merged party names where that one leads to', () => {
    const merged = { status: 'P', parentId: 7 } as const;
    expect(rejectionOf(merge({ source: { ...source, ...merged } })).details.survivor).toBe(8);
    expect(rejectionOf(merge({ target: { ...target, ...merged } })).details.survivor).toBe(9);
  });
});

describe('connect', () => {
  const standard = aProfile({ customerNumber: 3, email: 'to@x.no', customerAccounts: [anAccount('c')] });
  const connect = (
    parties: { source?: Profile; target?: Profile } = {},
    sourceEcards = [anEcard({ customerNumber: 3 })],
  ) =>
    decideConnect({
      source: standard,
      target,
      ...parties,
      leadsTo: { source: 8, target: 9 },
      sourceEcards,
      targetCurrentEcards: 0,
      now: NOW,
    });

  test.each(['S', 'T'] as const)('a source of type %s becomes part of the target, as in a merge', (profileType) => {
    const [sourceAfter, targetAfter] = profilesAfter(connect({ source: { ...standard, profileType } }));
    expect(sourceAfter).toMatchObject({
      customerNumber: 3,
      status: 'P',
      parentId: 2,
      profileType,
      customerAccounts: [],
    });
    expect(targetAfter).toMatchObject({ status: 'A', email: 'maal@x.no', relatedCustomerNumbers: [3] });
    expect(targetAfter?.customerAccounts).toEqual([
      ...target.customerAccounts,
      ...standard.customerAccounts.map((account) => ({ ...account, mergedFrom: 3 })),
    ]);
    expect(changesOf(connect()).ecards?.map(({ after }) => after?.customerNumber)).toEqual([2]);
  });

  test('[MERGE-2] the same connect again changes nothing', () => {
    const [sourceAfter, targetAfter] = profilesAfter(connect());
    expect(sourceAfter && targetAfter && changesOf(connect({ source: sourceAfter, target: targetAfter }))).toEqual({
      profiles: [],
    });
  });

  test('[MERGE-3] of two crossing connects the later one finds a passive party and is refused', () => {
    const [sourceAfter, targetAfter] = profilesAfter(connect());
    if (sourceAfter === undefined || targetAfter === undefined) throw new Error('A connect changes both parties.');
    const crossing = rejectionOf(connect({ source: targetAfter, target: sourceAfter }));
    expect(crossing).toMatchObject({ code: 601, details: { survivor: 9 } });
  });

  test.each<[string, { source?: Profile; target?: Profile }, number]>([
    ['a personnel-ticket source', { source: { ...standard, profileType: 'P' } }, 601],
    ['a target of type P', { target: { ...target, profileType: 'P' } }, 601],
    ['a temporary target', { target: { ...target, profileType: 'T' } }, 601],
    ['a resting source', { source: { ...standard, status: 'P' } }, 601],
    ['a resting target', { target: { ...target, status: 'P' } }, 601],
    ['a source merged elsewhere', { source: { ...standard, status: 'P', parentId: 9 } }, 601],
    ['itself', { source: target }, 601],
    ['a deactivated source', { source: { ...standard, status: 'D' } }, 617],
    ['a deactivated target', { target: { ...target, status: 'D' } }, 617],
    ['another organisation', { target: { ...target, organisationId: 2 } }, 617],
  ])('%s is refused with %s', (_name, given, code) => {
    expect(rejectionOf(connect(given)).code).toBe(code);
  });
});
