import { describe, expect, test } from 'vitest';
import type { Decision, Rejected } from './decision.js';
import { decideImportCreate, type ImportCreate, type ImportedCustomer, unknownSurvivor } from './import-row.js';
import { LIST_LIMITS, MAX_CURRENT_ECARDS } from './list-limits.js';
import type { PreferenceDefinition } from './preference-types.js';
import {
  aProfile,
  aTicket,
  changesOf,
  EARLIER,
  LATER,
  NOW,
  profileAfter,
  profilesAfter,
  rejectionOf,
} from './testing/given.js';
import { aCard, aDefinition, aRow, aScene } from './testing/rows.js';

const MUCH_LATER = '2027-01-01T00:00:00.000Z';

interface Given extends Partial<ImportCreate> {
  readonly definitions?: readonly PreferenceDefinition[];
}

function imported(fields: Partial<ImportedCustomer>, { definitions = [], ...given }: Given = {}): Decision {
  const scene = aScene({}, definitions);
  return decideImportCreate({ row: aRow(fields), customerNumber: 5, revision: 1, uuid: 'u', scene, ...given });
}

const errorsOf = (decision: Decision) => rejectionOf(decision).details.errors;
const pathsOf = (decision: Decision) => errorsOf(decision)?.map(({ path }) => path);
const messageOf = (decision: Decision) => errorsOf(decision)?.[0]?.message;

describe('[IMPORT-1] what a row creates', () => {
  test('is active, made and changed now by the author of the row, without what the row does not say', () => {
    expect(profileAfter(imported({}))).toEqual({
      ...aProfile({ customerNumber: 5, uuid: 'u', customerRef: '5' }),
      ...{ createdAt: NOW, createdBy: 'crm', createdByChannel: 'crm-export' },
      ...{ changedAt: NOW, changedBy: 'crm', changedByChannel: 'crm-export' },
    });
  });

  test('keeps the times and authors of the row', () => {
    const times = { createdAt: EARLIER, changedAt: LATER, changedBy: 'anna', changedByChannel: 'desk' };
    const signIn = { lastSignInAt: EARLIER, lastSignInFrom: 'app' };
    expect(profileAfter(imported({ ...times, ...signIn }))).toMatchObject({ ...times, ...signIn });
  });

  test('begins with the revision after the last one of its number, as do its preferences', () => {
    const preferences = [{ preferenceCode: 'CODE-1', preferenceValue: 'window' }];
    const created = profileAfter(imported({ preferences }, { revision: 4, definitions: [aDefinition(1)] }));
    expect(created.revision).toBe(4);
    expect(created.preferences).toEqual([
      { preferenceId: 1, preferenceValue: 'window', createdAt: NOW, changedAt: NOW, entryId: '5.4' },
    ]);
  });

  test.each([
    [{}, 'a@x.no'],
    [{ username: 'kari' }, 'kari'],
    [{ username: null }, undefined],
  ])('[UNIQ-3] has its email as username unless the row says otherwise: %j', (fields, username) => {
    const created = profileAfter(imported({ email: 'a@x.no', ...fields }));
    expect(created.username).toBe(username);
    expect('username' in created).toBe(username !== undefined);
  });

  test('has accounts, tickets and notes with ids and times', () => {
    const { id: _id, ...ticket } = aTicket('', LATER);
    const created = profileAfter(
      imported({
        customerAccounts: [{ accountId: 'a', name: 'Mine' }, { accountId: 'b' }],
        personnelTickets: [ticket],
        notes: [{ text: 'One.' }, { text: 'Two.', createdAt: EARLIER, createdBy: 'ola' }],
      }),
    );
    expect(created.customerAccounts).toStrictEqual([
      { accountId: 'a', name: 'Mine', createdAt: NOW, changedAt: NOW },
      { accountId: 'b', createdAt: NOW, changedAt: NOW },
    ]);
    expect(created.personnelTickets).toEqual([{ ...ticket, id: 'id-1' }]);
    expect(created.notes).toEqual([
      { id: 'id-2', text: 'One.', createdAt: NOW, createdBy: 'crm', changedAt: NOW, changedBy: 'crm' },
      { id: 'id-3', text: 'Two.', createdAt: EARLIER, createdBy: 'ola', changedAt: EARLIER, changedBy: 'ola' },
    ]);
  });

  test('keeps the last change of a note', () => {
    const note = { text: 'One.', createdAt: EARLIER, createdBy: 'ola', changedAt: NOW, changedBy: 'anna' };
    expect(profileAfter(imported({ notes: [note] })).notes).toEqual([{ ...note, id: 'id-1' }]);
  });

  test('owns its cards', () => {
    const ended = { ...aCard(1), endOfOwnership: NOW };
    const { ecards = [] } = changesOf(imported({ ecardOwnerships: [ended, aCard(1), aCard(2)] }));
    expect(ecards.map(({ after }) => [after?.customerNumber, after?.ecardNumber, after?.endOfOwnership])).toEqual([
      [5, 1, NOW],
      [5, 1, undefined],
      [5, 2, undefined],
    ]);
  });
});

describe('[IMPORT-1] the status of a row', () => {
  test('passive', () => {
    const created = profileAfter(imported({ status: 'P' }));
    expect(created.status).toBe('P');
    expect(created).not.toHaveProperty('mergeRecord');
  });

  test('deactivated: its email is put away, and it is purged at its own date or after the usual time', () => {
    const put = { status: 'D', emailOld: 'a@x.no' } as const;
    const byDefault = profileAfter(imported(put));
    expect(byDefault).toMatchObject({ status: 'D', emailOld: 'a@x.no', expirationDate: LATER });
    expect(byDefault).not.toHaveProperty('email');
    expect(profileAfter(imported({ ...put, expirationDate: MUCH_LATER })).expirationDate).toBe(MUCH_LATER);
  });

  test('deactivated with a personnel ticket that is valid: refused', () => {
    const { id: _id, ...ticket } = aTicket('', LATER);
    expect(pathsOf(imported({ status: 'D', personnelTickets: [ticket] }))).toEqual(['status']);
  });

  test('merged: passive, below a survivor whose revision stays', () => {
    const survivor = aProfile({ customerNumber: 9, relatedCustomerNumbers: [3], importedMerges: 2 });
    const decision = imported({ status: 'D' }, { survivor });
    expect(profilesAfter(decision)).toMatchObject([
      {
        ...{ customerNumber: 5, status: 'P', parentId: 9 },
        mergeRecord: {
          ...{ target: 9, mergedAt: NOW },
          ...{ ecards: [], customerAccounts: [], personnelTickets: [], notes: [], preferences: [] },
        },
      },
      { customerNumber: 9, revision: survivor.revision, relatedCustomerNumbers: [3, 5], importedMerges: 3 },
    ]);
    const [first, second] = changesOf(decision).profiles;
    expect(first).toMatchObject({ relatedCustomerNumber: 9 });
    expect(first).not.toHaveProperty('before');
    expect(second).toMatchObject({ before: survivor, isRecordOnly: true });
    expect(changesOf(imported({})).profiles).toHaveLength(1);
    expect(changesOf(imported({})).profiles[0]).not.toHaveProperty('relatedCustomerNumber');
  });

  test('merged at the time of its last change, and for the first time', () => {
    const [merged, survivor] = profilesAfter(imported({ changedAt: EARLIER }, { survivor: aProfile() }));
    expect(merged?.mergeRecord?.mergedAt).toBe(EARLIER);
    expect(survivor?.importedMerges).toBe(1);
  });

  test('merged into a customer that is no standard one, or has as many as it can: refused', () => {
    const wrong = imported({}, { survivor: aProfile({ profileType: 'P' }) });
    expect(errorsOf(wrong)).toEqual([
      { path: 'mergedInto', message: 'A customer is merged into a standard customer alone.' },
    ]);
    expect(rejectionOf(wrong).code).toBe(601);
    const relatedCustomerNumbers = Array.from({ length: LIST_LIMITS.relatedCustomerNumbers }, (_, at) => at);
    const full = imported({}, { survivor: aProfile({ relatedCustomerNumbers }) });
    expect(rejectionOf(full).code).toBe(629);
  });
});

describe('[IMPORT-1] a refusal names', () => {
  test('the names that can not be given, with all other errors', () => {
    const refusals: Rejected[] = [unknownSurvivor()];
    const decision = imported({ preferences: [{ preferenceCode: 'NONE', preferenceValue: 'x' }] }, { refusals });
    expect(pathsOf(decision)).toEqual(['mergedInto', 'preferences.0.preferenceCode']);
    expect(messageOf(decision)).toContain('Send the row of the survivor before');
    expect(unknownSurvivor().code).toBe(617);
  });

  test('unique values that others have', () => {
    const scene = aScene({ isKeyTaken: (key) => key.startsWith('vipps:') });
    expect(pathsOf(imported({ vippsId: 'v', email: 'a@x.no' }, { scene }))).toEqual(['vippsId']);
  });

  test('each item of a list by its position', () => {
    const { id: _id, ...ticket } = aTicket('', LATER);
    const lists = {
      customerAccounts: [{ accountId: 'a' }, { accountId: 'b' }, { accountId: 'a' }],
      personnelTickets: [ticket],
      ecardOwnerships: [aCard(1), aCard(2), aCard(1)],
    };
    const decision = imported({ ...lists, profileType: 'T', expirationDate: LATER });
    expect(pathsOf(decision)).toEqual(['customerAccounts.2.accountId', 'personnelTickets.0', 'ecardOwnerships.2']);
  });

  test('[CARD-1] a card that another customer holds, unless the ownership has ended', () => {
    const scene = aScene({ isCardHeld: ({ ecardNumber }) => ecardNumber === 2 });
    expect(pathsOf(imported({ ecardOwnerships: [aCard(1), aCard(2)] }, { scene }))).toEqual(['ecardOwnerships.1']);
    const ended = { ...aCard(2), endOfOwnership: NOW };
    expect(imported({ ecardOwnerships: [ended] }, { scene }).outcome).toBe('accepted');
    const other = { ...aCard(1), ecardOperator: '57804' };
    expect(imported({ ecardOwnerships: [aCard(1), other] }).outcome).toBe('accepted');
  });

  test('[LIMIT-1] cards and entries beyond the limits', () => {
    const cards = Array.from({ length: MAX_CURRENT_ECARDS + 1 }, (_, at) => aCard(at));
    expect(rejectionOf(imported({ ecardOwnerships: cards })).code).toBe(629);
    const [first, ...others] = cards;
    const ended = first === undefined ? [] : [{ ...first, endOfOwnership: NOW }];
    expect(imported({ ecardOwnerships: [...ended, ...others] }).outcome).toBe('accepted');
    const notes = Array.from({ length: LIST_LIMITS.notes + 1 }, () => ({ text: 'n' }));
    expect(pathsOf(imported({ notes }))).toEqual(['notes']);
  });
});

describe('the preferences of a row', () => {
  const value = (preferenceCode: string, preferenceValue = 'x') => ({ preferenceCode, preferenceValue });
  const definitions = [aDefinition(1), aDefinition(2), aDefinition(3, { isActive: false })];

  test('are found by their codes; an unknown one, one that is not active and a repeated one are refused', () => {
    const decision = imported({ preferences: [value('CODE-2'), value('CODE-1')] }, { definitions });
    expect(profileAfter(decision).preferences.map(({ preferenceId }) => preferenceId)).toEqual([2, 1]);
    const unknown = imported({ preferences: [value('CODE-1'), value('NONE'), value('NOTHING')] }, { definitions });
    expect(pathsOf(unknown)).toEqual(['preferences.1.preferenceCode', 'preferences.2.preferenceCode']);
    expect(messageOf(unknown)).toBe('There is no preference with this code.');
    expect(imported({ preferences: [value('CODE-3')] }, { definitions }).outcome).toBe('rejected');
    const twice = imported({ preferences: [value('CODE-1'), value('CODE-1')] }, { definitions });
    expect(pathsOf(twice)?.[0]).toMatch(/^preferences/);
  });
});
