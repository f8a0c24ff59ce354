import { describe, expect, test } from 'vitest';
import { decideImportUpdate, type ImportUpdate } from './import-update.js';
import { MAX_CURRENT_ECARDS } from './list-limits.js';
import type { Profile } from './profile.js';
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
  profileAfter,
  rejectionOf,
} from './testing/given.js';
import { aCard, aDefinition, aScene } from './testing/rows.js';

const ADDRESS = { town: 'Oslo', postCode: '0151', typeOfAddress: 'P', countryCode: 'NOR' } as const;
const STORED_ADDRESS = { id: 1, ...ADDRESS, createdAt: EARLIER, changedAt: EARLIER };

function updated(fields: Partial<Profile>, given: Partial<ImportUpdate>) {
  const profile = aProfile(fields);
  const scene = aScene({}, [aDefinition(1), aDefinition(2)]);
  return decideImportUpdate({ profile, survivor: profile, ecards: [], patch: {}, lists: {}, scene, ...given });
}

const isUnchanged = (decision: ReturnType<typeof updated>) => changesOf(decision).profiles.length === 0;
const pathsOf = (decision: ReturnType<typeof updated>) => rejectionOf(decision).details.errors?.map(({ path }) => path);

describe('[IMPORT-1] a row that says what is stored changes nothing', () => {
  test.each([
    [{}, {}],
    [{ surname: 'Hansen' }, { surname: 'Hansen' }],
    [{ surname: '' }, { surname: 'ikke satt' }],
    [{}, { email: null }],
    [
      { status: 'D', emailOld: 'a@x.no', expirationDate: LATER },
      { status: 'D', email: 'a@x.no' },
    ],
    [{ postalAddresses: [STORED_ADDRESS] }, { postalAddresses: [ADDRESS] }],
    [
      { postalAddresses: [STORED_ADDRESS] },
      { postalAddresses: [{ ...ADDRESS, addressLine1: null, countryCode: undefined }] },
    ],
    [
      { postalAddresses: [{ ...STORED_ADDRESS, countryCode: 'SWE' }] },
      { postalAddresses: [{ ...ADDRESS, countryCode: 'SWE' }] },
    ],
  ] as [Partial<Profile>, object][])('%j and %j', (fields, patch) => {
    expect(isUnchanged(updated(fields, { patch }))).toBe(true);
  });

  test.each([
    [{}, { surname: 'Hansen' }],
    [{ email: 'a@x.no' }, { email: null }],
    [{}, { postalAddresses: [ADDRESS] }],
    [{ postalAddresses: [STORED_ADDRESS] }, { postalAddresses: [ADDRESS, { ...ADDRESS, town: 'Bergen' }] }],
    [{ postalAddresses: [STORED_ADDRESS] }, { postalAddresses: [{ ...ADDRESS, countryCode: 'SWE' }] }],
  ] as [Partial<Profile>, object][])('but not %j and %j', (fields, patch) => {
    expect(isUnchanged(updated(fields, { patch }))).toBe(false);
  });

  test('also of a merged customer, whose survivor the row may name', () => {
    const merged = { status: 'P', parentId: 9 } as const;
    const survivor = aProfile({ customerNumber: 9 });
    expect(isUnchanged(updated(merged, { survivor, mergedInto: 9 }))).toBe(true);
    expect(isUnchanged(updated(merged, { survivor }))).toBe(true);
    expect(rejectionOf(updated(merged, { survivor, mergedInto: 8 }))).toMatchObject({
      ...{ code: 601, details: { survivor: 9 } },
    });
    expect(rejectionOf(updated(merged, { survivor, patch: { surname: 'Hansen' } })).code).toBe(601);
  });

  test('but a row does not merge a customer that exists', () => {
    const customerNumber = 1_000_000;
    const refused = rejectionOf(updated({}, { mergedInto: customerNumber }));
    expect(refused).toMatchObject({ code: 601, details: { path: 'mergedInto' } });
    expect(refused.details.message).toContain('connect-profile');
  });

  test('items that exist are no change', () => {
    const { id: _id, ...ticket } = aTicket('t', LATER);
    const fields = {
      ...{ customerAccounts: [anAccount('a')], notes: [aNote('n')], personnelTickets: [aTicket('t', LATER)] },
      preferences: [aPreference(1, 'x')],
    };
    const lists = {
      ...{ customerAccounts: [{ accountId: 'a', name: 'Other' }], notes: [{ text: 'A note' }] },
      ...{ personnelTickets: [ticket], preferences: [{ preferenceCode: 'CODE-1', preferenceValue: 'x' }] },
      ...{ ecardOwnerships: [aCard(1_234_567_890)], createdBy: 'crm' },
    };
    expect(isUnchanged(updated(fields, { lists, ecards: [anEcard()] }))).toBe(true);
  });
});

describe('[IMPORT-1] a row that says something else', () => {
  test('changes its fields, by the rules of an update', () => {
    expect(profileAfter(updated({}, { patch: { surname: 'Hansen' } })).surname).toBe('Hansen');
    expect(rejectionOf(updated({}, { patch: { surname: null } })).code).toBe(606);
    expect(profileAfter(updated({}, { patch: { status: 'D' } }))).toMatchObject({ status: 'D', expirationDate: LATER });
  });

  test('adds items beside those that exist, and names its author', () => {
    const fields = { customerAccounts: [anAccount('a')], notes: [aNote('n')], preferences: [aPreference(1, 'x')] };
    const lists = {
      customerAccounts: [{ accountId: 'a' }, { accountId: 'b' }],
      notes: [{ text: 'A note' }, { text: 'A note', createdBy: 'ola' }, { text: 'Another' }],
      preferences: [{ preferenceCode: 'CODE-2', preferenceValue: 'y' }],
      createdBy: 'crm',
    };
    const after = profileAfter(updated(fields, { lists }));
    expect(after.customerAccounts.map(({ accountId }) => accountId)).toEqual(['a', 'b']);
    expect(after.notes.map(({ text, createdBy }) => [text, createdBy])).toEqual([
      ['A note', 'web'],
      ['A note', 'ola'],
      ['Another', 'crm'],
    ]);
    expect(after.preferences.map(({ preferenceId, preferenceValue }) => [preferenceId, preferenceValue])).toEqual([
      [1, 'x'],
      [2, 'y'],
    ]);
  });

  test('has no author but the one it is given', () => {
    const after = profileAfter(updated({}, { lists: { notes: [{ text: 'New' }] } }));
    expect(after.notes[0]?.createdBy).toBe('');
  });

  test('gives a preference another value, and keeps those whose definition has become inactive', () => {
    const scene = aScene({}, [aDefinition(1), aDefinition(2, { isActive: false })]);
    const preferences = [aPreference(1, 'x'), aPreference(2, 'y')];
    const changed = (preferenceCode: string) =>
      updated({ preferences }, { scene, lists: { preferences: [{ preferenceCode, preferenceValue: 'new' }] } });
    expect(profileAfter(changed('CODE-1')).preferences.map(({ preferenceValue }) => preferenceValue)).toEqual([
      ...['new', 'y'],
    ]);
    expect(changed('CODE-2').outcome).toBe('rejected');
  });

  test('adds cards within the limit, of which those that the customer has count', () => {
    const held = Array.from({ length: MAX_CURRENT_ECARDS - 1 }, (_, at) => anEcard({ ecardNumber: at + 1 }));
    const ended = anEcard({ ecardNumber: 9_000, endOfOwnership: NOW });
    const lists = { ecardOwnerships: [aCard(9_001)] };
    const decision = updated({}, { lists, ecards: [...held, ended] });
    expect(changesOf(decision).ecards?.map(({ after }) => after?.ecardNumber)).toEqual([9_001]);
    const full = [...held, anEcard({ ecardNumber: 9_002 })];
    expect(rejectionOf(updated({}, { lists, ecards: full })).code).toBe(629);
  });

  test('is refused with all its errors: of fields, of items, and of values that others have', () => {
    const lists = { preferences: [{ preferenceCode: 'NONE', preferenceValue: 'x' }] };
    expect(pathsOf(updated({}, { lists, patch: { surname: null } }))).toEqual([
      'preferences.0.preferenceCode',
      'surname',
    ]);
    const scene = aScene({ isKeyTaken: (key) => key === 'vipps:v' });
    expect(pathsOf(updated({}, { scene, patch: { vippsId: 'v' } }))).toEqual(['vippsId']);
  });
});
