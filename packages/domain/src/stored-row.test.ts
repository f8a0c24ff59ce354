import { describe, expect, test } from 'vitest';
import type { Profile } from './profile.js';
import { EMPTY_NAME, type RowParts, storedRowOf } from './stored-row.js';
import { aNote, anAccount, anEcard, aPreference, aProfile, aTicket, EARLIER, LATER, NOW } from './testing/given.js';

function rowOf(fields: Partial<Profile>, parts: Partial<RowParts> = {}) {
  const profile = aProfile(fields);
  return storedRowOf(profile, { ecards: [], survivor: profile, codeOf: (id) => `CODE-${id}`, ...parts });
}

test('a row has what every profile has, and nothing that this one does not have, in one order', () => {
  expect(Object.entries(rowOf({}))).toEqual([
    ...[
      ['customerNumber', 1_000_000],
      ['uuid', aProfile().uuid],
      ['customerRef', '1000000'],
    ],
    ...[
      ['profileType', 'S'],
      ['status', 'A'],
      ['surname', 'Nordmann'],
      ['firstName', 'Kari'],
    ],
    ...[
      ['languagePreferenceISO6393', 'NOB'],
      ['createdAt', EARLIER],
      ['createdBy', 'web'],
      ['createdByChannel', 'web'],
    ],
    ...[
      ['changedAt', EARLIER],
      ['changedBy', 'web'],
      ['changedByChannel', 'web'],
    ],
  ]);
});

test('a row has every detail and the password hash', () => {
  const details = {
    ...{ emailVerifiedAt: NOW, vippsId: 'v', countryCode: '+47', telephoneNumberNoCountryCode: '40612233' },
    ...{ telephoneNumberVerifiedAt: NOW, landlineNumber: '22222222', dateOfBirth: '1985-04-12', nationality: 'NOR' },
    ...{ invoiceOrganisationId: 'i', expirationDate: LATER, lastSignInAt: NOW, lastSignInFrom: 'app' },
  } as const;
  expect(rowOf(details, { passwordHash: 'hash' })).toMatchObject({ ...details, passwordHash: 'hash' });
});

test('a merged profile names its survivor', () => {
  expect(rowOf({}, { survivor: { customerNumber: 9 } }).mergedInto).toBe(9);
  expect(rowOf({})).not.toHaveProperty('mergedInto');
});

test('an empty name is a placeholder, except that of a temporary customer', () => {
  expect(rowOf({ surname: '', firstName: '' })).toMatchObject({ surname: EMPTY_NAME, firstName: EMPTY_NAME });
  expect(rowOf({ surname: '', profileType: 'T' }).surname).toBe('');
  expect(rowOf({ surname: 'Hansen', profileType: 'T' }).surname).toBe('Hansen');
});

describe('email and username', () => {
  test.each([
    [{}, {}],
    [
      { email: 'a@x.no', username: 'kari' },
      { email: 'a@x.no', username: 'kari' },
    ],
    [{ email: 'a@x.no' }, { email: 'a@x.no', username: null }],
    [{ username: 'kari' }, { username: 'kari' }],
    [{ email: 'a@x.no', profileType: 'P' }, { email: 'a@x.no' }],
    [
      { status: 'D', emailOld: 'a@x.no', setAside: { status: 'A', username: 'kari' } },
      { email: 'a@x.no', emailOld: 'a@x.no', username: 'kari' },
    ],
    [{ status: 'D', setAside: { status: 'A' } }, {}],
  ] as const)('of %j', (fields, expected) => {
    const { email, emailOld, username } = rowOf(fields as Partial<Profile>);
    expect(JSON.parse(JSON.stringify({ email, emailOld, username }))).toEqual(expected);
  });
});

describe('lists', () => {
  test('have no ids, and an empty one is left out', () => {
    const { id: _ticketId, ...ticket } = aTicket('t', LATER);
    const { id: _noteId, ...note } = aNote('n');
    const address = { town: 'Oslo', postCode: '0151', typeOfAddress: 'P', countryCode: 'NOR' } as const;
    const lines = { verifiedAt: NOW, addressLine1: 'Storgata 1', addressLine2: 'c/o Hansen' };
    const times = { createdAt: EARLIER, changedAt: EARLIER };
    const row = rowOf({
      postalAddresses: [
        { id: 1, ...address, ...times },
        { id: 2, ...address, ...lines, ...times },
      ],
      preferences: [aPreference(1, 'x')],
      customerAccounts: [anAccount('a'), { ...anAccount('b'), name: 'Mine' }],
      personnelTickets: [aTicket('t', LATER)],
      notes: [aNote('n')],
    });
    expect(row.postalAddresses).toStrictEqual([address, { ...address, ...lines }]);
    expect(row.preferences).toStrictEqual([{ preferenceCode: 'CODE-1', preferenceValue: 'x' }]);
    expect(row.customerAccounts).toStrictEqual([{ accountId: 'a' }, { accountId: 'b', name: 'Mine' }]);
    expect(row.personnelTickets).toStrictEqual([ticket]);
    expect(row.notes).toStrictEqual([note]);
    expect(row).not.toHaveProperty('ecardOwnerships');
  });

  test('have no preference whose definition is unknown', () => {
    expect(rowOf({ preferences: [aPreference(1)] }, { codeOf: () => undefined })).not.toHaveProperty('preferences');
  });

  test('have cards in the order of their begin, then of what they say, whatever their ids', () => {
    const details = {
      ...{ endOfOwnership: NOW, ecardName: 'Card', bookingDate: EARLIER, shippingDate: NOW, expirationDate: LATER },
    };
    const ecards = [
      anEcard({ id: '1', ecardNumber: 3, startOfOwnership: NOW }),
      anEcard({ id: '2', ecardNumber: 2 }),
      anEcard({ id: '3', ecardNumber: 1, ...details }),
      anEcard({ id: '4', ecardNumber: 2 }),
    ];
    const card = (ecardNumber: number) => ({ ecardOperator: '57803', ecardNumber, startOfOwnership: EARLIER });
    const sorted = [{ ...card(1), ...details }, card(2), card(2), { ...card(3), startOfOwnership: NOW }];
    expect(rowOf({}, { ecards }).ecardOwnerships).toStrictEqual(sorted);
    expect(rowOf({}, { ecards: ecards.toReversed() }).ecardOwnerships).toStrictEqual(sorted);
    expect(ecards[0]?.id).toBe('1');
  });
});
