import { describe, expect, test } from 'vitest';
import { type CreateProfile, decideCreate } from './create-profile.js';
import { aProfile, EARLIER, LATER, NOW, profileAfter } from './testing/given.js';

const birth = { customerNumber: 7, uuid: 'u', at: NOW, newAddressIds: [40, 41] };
const command: CreateProfile = {
  ...{ organisationId: 1, profileType: 'S', surname: 'Nordmann', firstName: 'Kari', createdBy: 'web' },
  ...{ createdByChannel: 'shop', languagePreferenceISO6393: 'NOB' },
};
const created = (fields: Partial<CreateProfile> = {}, given: Partial<typeof birth> = {}) =>
  profileAfter(decideCreate({ ...command, ...fields }, { ...birth, ...given }));

const bare = {
  ...aProfile({ customerNumber: 7, uuid: 'u' }),
  ...{ createdAt: NOW, createdBy: 'web', createdByChannel: 'shop' },
  ...{ changedAt: NOW, changedBy: 'web', changedByChannel: 'shop' },
};

describe('a new profile', () => {
  test('is active, at revision 1, with what every profile has and nothing else', () => {
    expect(created()).toStrictEqual(bare);
  });

  test('has every detail that was given, and no other', () => {
    const details = {
      ...{ email: 'kari@x.no', emailVerifiedAt: EARLIER, vippsId: 'v', dateOfBirth: '1985-04-12', nationality: 'NOR' },
      ...{ countryCode: '+47', telephoneNumberNoCountryCode: '40612233', telephoneNumberVerifiedAt: EARLIER },
      ...{ landlineNumber: '22', expirationDate: LATER, invoiceOrganisationId: '974760673' },
    };
    expect(created({ ...details, profileType: 'P' })).toStrictEqual({ ...bare, ...details, profileType: 'P' });
  });

  test('[UNIQ-2] its reference is the one given, otherwise its number', () => {
    expect(created({ customerRef: 'R' }).customerRef).toBe('R');
    expect(created().customerRef).toBe('7');
  });

  test.each([
    ['S', 'kari@x.no'],
    ['P', undefined],
    ['T', undefined],
  ] as const)('[UNIQ-3] of type %s has the username %s', (profileType, username) => {
    const after = created({ profileType, email: 'kari@x.no' });
    expect(after.username).toBe(username);
    expect('username' in after).toBe(username !== undefined);
  });

  test('has its first account and its addresses, each address once and with an id of its own', () => {
    const address = { town: 'Oslo', postCode: '0150', typeOfAddress: 'P' } as const;
    const stored = { ...address, countryCode: 'NOR', createdAt: NOW, changedAt: NOW };
    const other = { ...address, addressLine1: 'Storgata 1' };
    const after = created({ customerAccountId: 'a', postalAddresses: [address, address] });
    expect(after.customerAccounts).toStrictEqual([{ accountId: 'a', createdAt: NOW, changedAt: NOW }]);
    expect(after.postalAddresses).toStrictEqual([{ ...stored, id: 40 }]);
    expect(created({ postalAddresses: [address, other] }).postalAddresses).toStrictEqual([
      { ...stored, id: 40 },
      { ...stored, addressLine1: 'Storgata 1', id: 41 },
    ]);
  });
});
