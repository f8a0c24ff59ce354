import { describe, expect, test } from 'vitest';
import { decideConnect, decideMerge, type MergeProfiles } from './merge-profiles.js';
import { previewMerge } from './preview-merge.js';
import type { PostalAddress, Profile } from './profile.js';
import {
  aNote,
  anAccount,
  anEcard,
  aPreference,
  aProfile,
  aTicket,
  changesOf,
  EARLIER,
  LATER,
  NOW,
} from './testing/given.js';

const address = (id: number, town: string): PostalAddress => ({
  ...{ id, town, postCode: '0150', typeOfAddress: 'P', countryCode: 'NOR' },
  ...{ createdAt: EARLIER, changedAt: EARLIER },
});
const source = aProfile({
  customerNumber: 1,
  profileType: 'P',
  firstName: 'Karianne',
  vippsId: 'v1',
  relatedCustomerNumbers: [7],
  customerAccounts: [anAccount('s')],
  personnelTickets: [aTicket('s', LATER)],
  notes: [aNote('s')],
  preferences: [aPreference(1), aPreference(2, 'source'), aPreference(3, 'alike')],
  postalAddresses: [address(1, 'Oslo'), address(2, 'Bergen')],
});
const target = aProfile({
  customerNumber: 2,
  preferences: [aPreference(2, 'target'), aPreference(3, 'alike')],
  postalAddresses: [address(1, 'Oslo')],
});

function parties(some: { source?: Profile; target?: Profile } = {}): MergeProfiles {
  const leadsTo = { source: 8, target: 9 };
  return {
    source,
    target,
    ...some,
    leadsTo,
    sourceEcards: [anEcard({ customerNumber: 1 })],
    targetCurrentEcards: 0,
    now: NOW,
  };
}

describe('the preview of a merge', () => {
  test.each(['P', 'T', 'S'] as const)('[PREVIEW-1] of a source of type %s tells what the rule would do', (type) => {
    const command = parties({ source: { ...source, profileType: type } });
    const preview = previewMerge(command);
    const decide = type === 'P' ? decideMerge : decideConnect;
    const [sourceAfter, targetAfter] = changesOf(decide(command)).profiles.map(({ after }) => after);
    expect(preview.operation).toBe(type === 'P' ? 'merge-profiles' : 'connect-profile');
    expect(preview.outcome).toBe('possible');
    expect(sourceAfter?.mergeRecord).toMatchObject({ ...preview.moves, target: 2, mergedAt: NOW });
    expect(preview.takes).toEqual([]);
    expect(preview.relatedCustomerNumbers).toEqual(targetAfter?.relatedCustomerNumbers);
  });

  test('[PREVIEW-1] what moves is told by id', () => {
    expect(previewMerge(parties()).moves).toEqual({
      ...{ ecards: ['ownership'], customerAccounts: ['s'], personnelTickets: ['s'], notes: ['s'] },
      preferences: [1],
    });
  });

  test('[PREVIEW-1] what the target does not take over is a conflict; what both have alike is none', () => {
    expect(previewMerge(parties()).conflicts).toEqual([
      { field: 'firstName', source: 'Karianne', target: 'Kari' },
      { field: 'vippsId', source: 'v1' },
      { field: 'preferences', preferenceId: 2, source: 'source', target: 'target' },
      { field: 'postalAddresses', source: [address(2, 'Bergen')], target: [address(1, 'Oslo')] },
    ]);
  });

  test('[TAKE-1] a value that is taken is told with the one that it replaces, if there is one', () => {
    const options = { take: ['firstName', 'vippsId', 'surname'] } as const;
    const some = { source: { ...source, surname: 'Hansen' }, target: { ...target, surname: '' } };
    expect(previewMerge({ ...parties(some), options }).takes).toStrictEqual([
      { field: 'surname', source: 'Hansen' },
      { field: 'firstName', source: 'Karianne', target: 'Kari' },
      { field: 'vippsId', source: 'v1' },
    ]);
  });

  test('a name that a temporary customer never gave is no conflict', () => {
    const nameless = { ...source, profileType: 'T', firstName: '', surname: '' } as const;
    const fields = previewMerge(parties({ source: nameless })).conflicts.map(({ field }) => field);
    expect(fields).not.toContain('firstName');
    expect(fields).not.toContain('surname');
  });

  test.each<[string, { source?: Profile; target?: Profile }, number]>([
    ['a target of the wrong type', { target: { ...target, profileType: 'P' } }, 601],
    ['a passive source', { source: { ...source, status: 'P', parentId: 9 } }, 601],
    ['itself', { source: target }, 601],
    ['a deactivated target', { target: { ...target, status: 'D' } }, 617],
  ])('[PREVIEW-1] %s is refused as the merge would be, and nothing moves', (_name, some, code) => {
    const preview = previewMerge(parties(some));
    expect(preview).toMatchObject({ outcome: 'refused', refusal: { code }, conflicts: [] });
    expect(Object.values(preview.moves).flat()).toEqual([]);
  });

  test('[MERGE-2] what was merged already is done', () => {
    const [sourceAfter, targetAfter] = changesOf(decideMerge(parties())).profiles.map(({ after }) => after);
    if (sourceAfter === undefined || targetAfter === undefined) throw new Error('A merge changes both parties.');
    const preview = previewMerge(parties({ source: sourceAfter, target: targetAfter }));
    expect(preview).toMatchObject({ outcome: 'done', conflicts: [], relatedCustomerNumbers: [1, 7] });
  });
});
