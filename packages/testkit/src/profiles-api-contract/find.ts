import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { type CreateBody, daysFromNow, newEmail, type Organisation, unique } from './organisation.js';
import { expectBadInput, expectRefusal, refusalOf } from './refusals.js';

type Criteria = Parameters<Organisation['api']['profiles']['find']>[0];

const ANNE: Partial<CreateBody> = {
  firstName: 'Anne-Marie Kari',
  surname: "O'Hara Berg",
  email: 'Anne.Marie+x@Example.no',
  vippsId: 'vipps-77',
  countryCode: '+47',
  telephoneNumberNoCountryCode: '91234567',
  landlineNumber: '22 33 44 55',
  dateOfBirth: '1985-04-12',
  invoiceOrganisationId: '974760673',
  postalAddresses: [
    { town: 'Mo i Rana', postCode: '8610', typeOfAddress: 'P', addressLine1: 'Storgata 7B', addressLine2: 'H0101' },
    { town: 'Göteborg', postCode: '411 03', countryCode: 'SWE', typeOfAddress: 'I' },
  ],
};

const FOUND: readonly Criteria[] = [
  { firstName: 'anne' },
  { firstName: 'MARIE' },
  { firstName: 'kari an' },
  { firstName: 'Anne-Marie' },
  { firstName: 'Anne-Mar K' },
  { surname: 'berg' },
  { surname: "O'Hara" },
  { surname: 'hara o' },
  { email: 'anne.marie+x@example.no' },
  { email: ' ANNE.MARIE+X@EXAMPLE.NO ' },
  { email: 'anne.m*' },
  { email: 'ANNE.marie+x@example.no*' },
  { vippsId: 'vipps-77' },
  { countryCode: '+47', telephoneNumberNoCountryCode: '91234567' },
  { countryCode: '+47', telephoneNumberNoCountryCode: '912 34 567' },
  { telephoneNumber: '91234567' },
  { telephoneNumber: '+4791234567' },
  { telephoneNumber: '0047 91234567' },
  { countryCode: '+47', telephoneNumberNoCountryCode: '91234567', telephoneNumber: '99999999' },
  { firstName: 'anne', countryCode: '+46' },
  { firstName: 'anne', telephoneNumberNoCountryCode: '99999999' },
  { telephoneNumber: '91234567', countryCode: '+46' },
  { landlineNumber: '22 33 44 55' },
  { dateOfBirth: '1985-04-12' },
  { invoiceOrganisationId: '974760673' },
  { postalAddress: 'storg' },
  { postalAddress: 'mo rana' },
  { postalAddress: 'H0101' },
  { postalAddress: 'goteborg' },
  { postCode: '8610' },
  { postCode: '411 03' },
  { firstName: 'anne', surname: 'berg', dateOfBirth: '1985-04-12', postalAddress: 'rana 7b' },
];

const NOT_FOUND: readonly Criteria[] = [
  { firstName: 'nne' },
  { firstName: 'anne ola' },
  { firstName: 'berg' },
  { surname: 'bergh' },
  { surname: '.*' },
  { email: 'anne.marie' },
  { email: 'annexmarie+x@example.no' },
  { email: '*example.no' },
  { email: 'annex*' },
  { vippsId: 'vipps-7' },
  { countryCode: '+46', telephoneNumberNoCountryCode: '91234567' },
  { telephoneNumber: '99999999' },
  { landlineNumber: '22334456' },
  { dateOfBirth: '1985-04-13' },
  { invoiceOrganisationId: '974760' },
  { postalAddress: 'torgata' },
  { postCode: '861' },
  { postCode: '411' },
  { ticketRightOwner: 'VY' },
  { ticketRightBearer: 'VY' },
  { firstName: 'anne', surname: 'hansen' },
  { firstName: 'anne', dateOfBirth: '1985-04-13' },
];

export function findContract(newOrganisation: NewOrganisation): void {
  describe('find', () => {
    test('each criterion finds the customers that match', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber } = await create(ANNE);
      await create({ firstName: 'Ola', surname: 'Hansen' });
      for (const criteria of FOUND) {
        const found = await api.profiles.find(criteria);
        expect(
          found.map((customer) => customer.customerNumber),
          JSON.stringify(criteria),
        ).toEqual([customerNumber]);
      }
    });

    test('each criterion leaves out the customers that do not match', async () => {
      const { api, create } = newOrganisation();
      await create(ANNE);
      for (const criteria of NOT_FOUND) {
        expect(await api.profiles.find(criteria), JSON.stringify(criteria)).toEqual([]);
      }
    });

    test('a customer found is answered whole, with postal addresses and personnel tickets', async () => {
      const { api, create } = newOrganisation();
      const customer = await create(ANNE);
      const expected = { ...customer, personnelTickets: [] };
      expect(await api.profiles.find({ surname: 'berg' })).toStrictEqual([expected]);
      expect(await api.profiles.find({ surname: 'berg', includePreferences: true })).toStrictEqual([
        { ...expected, preferences: [] },
      ]);
    });

    test('merged and deactivated customers never appear', async () => {
      const { api, create, mergedPair } = newOrganisation();
      const surname = 'Borte';
      await mergedPair({ surname, email: newEmail() });
      const { customerNumber } = await create({ surname });
      await api.profiles.deactivate({ customerNumber });
      expect(await api.profiles.find({ surname })).toEqual([]);
      await api.profiles.restore({ customerNumber });
      expect(await api.profiles.find({ surname })).toMatchObject([{ customerNumber }]);
    });

    test('temporary customers appear only with includeTemporary', async () => {
      const { api, create } = newOrganisation();
      const temporary = { profileType: 'T', expirationDate: daysFromNow(9), surname: 'Gjest' } as const;
      const { customerNumber } = await create(temporary);
      expect(await api.profiles.find({ surname: 'gjest' })).toEqual([]);
      expect(await api.profiles.find({ surname: 'gjest', includeTemporary: false })).toEqual([]);
      expect(await api.profiles.find({ surname: 'gjest', includeTemporary: true })).toMatchObject([{ customerNumber }]);
    });

    test('another organisation’s customers never appear', async () => {
      const surname = unique('Same');
      await newOrganisation().create({ surname });
      const { api, create, organisationId } = newOrganisation();
      expect(await api.profiles.find({ surname })).toEqual([]);
      const { customerNumber } = await create({ surname });
      expect(await api.profiles.find({ surname })).toMatchObject([{ customerNumber }]);
      expect(await api.profiles.find({ surname, organisationId })).toMatchObject([{ customerNumber }]);
    });

    test('a write is found by the next search, and what it replaced is not', async () => {
      const { api, create, update } = newOrganisation();
      const customer = await create({ surname: 'Gammel' });
      await update(customer, { surname: 'Nylig' });
      expect(await api.profiles.find({ surname: 'gammel' })).toEqual([]);
      expect(await api.profiles.find({ surname: 'nylig' })).toHaveLength(1);
    });

    test('maxResultSet is 1 to 1 000 and 100 unless said otherwise', async () => {
      const { api, create } = newOrganisation();
      await Promise.all(Array.from({ length: 101 }, () => create({ surname: 'Mange' })));
      expect(await api.profiles.find({ surname: 'mange' })).toHaveLength(100);
      expect(await api.profiles.find({ surname: 'mange', maxResultSet: 1 })).toHaveLength(1);
      const all = await api.profiles.find({ surname: 'mange', maxResultSet: 1000 });
      expect(new Set(all.map(({ customerNumber }) => customerNumber)).size).toBe(101);
      for (const maxResultSet of [0, 1001]) {
        await expectBadInput(api.profiles.find({ surname: 'mange', maxResultSet }), ['maxResultSet']);
      }
    });

    test('at least one criterion must be given (400)', async () => {
      const { api, organisationId } = newOrganisation();
      await expectRefusal(api.profiles.find({}), 400, 400);
      const noCriterion = { organisationId, maxResultSet: 5, includePreferences: true, includeTemporary: true };
      await expectRefusal(api.profiles.find(noCriterion), 400, 400);
    });

    test('an unknown criterion is refused, not ignored', async () => {
      const { api } = newOrganisation();
      await expectBadInput(api.profiles.find({ surname: 'berg', firstname: 'anne' } as never), ['firstname']);
    });

    test('a dateOfBirth that is no day is refused', async () => {
      const { api } = newOrganisation();
      expect((await refusalOf(api.profiles.find({ dateOfBirth: '12.04.1985' }))).status).toBe(400);
      expect((await refusalOf(api.profiles.find({ dateOfBirth: '1985-02-30' }))).status).toBe(400);
    });
  });
}
