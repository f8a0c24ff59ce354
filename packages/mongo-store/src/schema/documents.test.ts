import type { Profile } from '@profiles/domain';
import { expect, test } from 'vitest';
import { type ProfileDocument, profileDocument, profileFrom } from './documents.js';

/** Required: a field that is new must stand here, and then it must come back. */
const EVERY_FIELD: Required<Profile> = {
  ...{ customerNumber: 1_000_001, uuid: 'a'.repeat(32), organisationId: 1, customerRef: 'ref', revision: 7 },
  ...{ profileType: 'P', status: 'P', surname: 'Hansen', firstName: 'Kari', languagePreferenceISO6393: 'nob' },
  ...{ username: 'kari', email: 'kari@example.no', emailOld: 'old@example.no', vippsId: 'vipps' },
  ...{ countryCode: '+47', telephoneNumberNoCountryCode: '90000000', landlineNumber: '22000000' },
  ...{ telephoneNumberVerifiedAt: '2026-01-01T00:00:00.000Z', emailVerifiedAt: '2026-01-02T00:00:00.000Z' },
  ...{ dateOfBirth: '1985-04-12', nationality: 'NOR', expirationDate: '2027-01-01T00:00:00.000Z' },
  ...{
    invoiceOrganisationId: '974760673',
    parentId: 1_000_002,
    relatedCustomerNumbers: [1_000_003],
    importedMerges: 1,
  },
  mergeRecord: {
    ...{ target: 1_000_002, mergedAt: '2026-01-03T00:00:00.000Z', ecards: ['card'], customerAccounts: ['account'] },
    ...{ personnelTickets: ['ticket'], notes: ['note'], preferences: [3] },
  },
  setAside: { status: 'A', username: 'kari', expirationDate: '2027-02-01T00:00:00.000Z' },
  ...{ postalAddresses: [], takenFrom: { email: 1_000_001 }, customerAccounts: [], preferences: [] },
  ...{ personnelTickets: [], notes: [] },
  distinctFrom: [1_000_004],
  ...{ lastSignInAt: '2026-01-04T00:00:00.000Z', lastSignInFrom: 'app' },
  ...{ createdAt: '2026-01-05T00:00:00.000Z', createdBy: 'web', createdByChannel: 'web' },
  ...{ changedAt: '2026-01-06T00:00:00.000Z', changedBy: 'other', changedByChannel: 'app' },
};

test('every field of a profile comes back from its document', () => {
  expect(profileFrom(profileDocument(EVERY_FIELD))).toStrictEqual(EVERY_FIELD);
});

test('a field that is absent in a document is absent in the profile', () => {
  const { email: _email, username: _username, mergeRecord: _mergeRecord, ...fewer } = EVERY_FIELD;
  expect(profileFrom(profileDocument(fewer as Profile) as ProfileDocument)).toStrictEqual(fewer);
});

test('a list with nothing in it is no part of the document', () => {
  const { postalAddresses, notes, relatedCustomerNumbers } = profileDocument(EVERY_FIELD);
  expect([postalAddresses, notes]).toEqual([undefined, undefined]);
  expect(relatedCustomerNumbers).toEqual([1_000_003]);
});
