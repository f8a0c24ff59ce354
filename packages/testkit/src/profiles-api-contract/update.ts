import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { newEmail, unique } from './organisation.js';
import { refusalOf } from './refusals.js';

/** All that can be cleared. */
const OPTIONAL = () => ({
  email: newEmail(),
  vippsId: unique('v'),
  countryCode: '+47',
  telephoneNumberNoCountryCode: '91234567',
  telephoneNumberVerifiedAt: '2026-01-31T00:00:00.000Z',
  dateOfBirth: '1985-04-12',
  nationality: 'NOR',
  expirationDate: '2099-01-01T00:00:00.000Z',
  landlineNumber: '22334455',
  invoiceOrganisationId: '974760673',
});

export function updateContract(newOrganisation: NewOrganisation): void {
  describe('update', () => {
    test('fields that are absent stay as they are', async () => {
      const { create, update } = newOrganisation();
      const before = await create({
        ...OPTIONAL(),
        languagePreferenceISO6393: 'ENG',
        customerAccountId: 'abt',
        postalAddresses: [{ town: 'Oslo', postCode: '0150', typeOfAddress: 'P' }],
      });
      const { changedAt, ...after } = await update(before, { surname: 'Berg' });
      const { changedAt: _created, ...expected } = before;
      expect(after).toStrictEqual({ ...expected, surname: 'Berg', changedBy: 'crm-user', changedByChannel: 'crm' });
      expect(changedAt >= before.changedAt).toBe(true);
    });

    test('null clears every optional field, and the answer leaves it out', async () => {
      const { api, create, update } = newOrganisation();
      const optional = OPTIONAL();
      const before = await create(optional);
      const after = await update(before, Object.fromEntries(Object.keys(optional).map((field) => [field, null])));
      for (const field of [...Object.keys(optional), 'telephoneNumber']) expect(after).not.toHaveProperty(field);
      expect(await api.profiles.get({ customerNumber: after.customerNumber })).toStrictEqual(after);
    });

    test('every field that is given is changed', async () => {
      const { api, create, update } = newOrganisation();
      const fields = {
        ...OPTIONAL(),
        surname: 'Ny',
        firstName: 'Åse',
        countryCode: '+46',
        telephoneNumberNoCountryCode: '701234567',
        telephoneNumberVerifiedAt: '2026-02-01T00:00:00.000Z',
        emailVerifiedAt: '2026-02-01T10:00:00.000Z',
        languagePreferenceISO6393: 'ENG',
      };
      const after = await update(await create(OPTIONAL()), fields);
      expect(after).toMatchObject({ ...fields, languagePreference: 'EN' });
      expect(after.telephoneNumber).toContain('701234567');
      expect(await api.profiles.get({ customerNumber: after.customerNumber })).toStrictEqual(after);
    });

    test('what identifies a customer and who created it never change', async () => {
      const { create, update } = newOrganisation();
      const before = await create();
      const after = await update(before, { surname: 'Ny' });
      for (const field of [
        'customerNumber',
        'uuid',
        'customerRef',
        'createdAt',
        'createdBy',
        'createdByChannel',
      ] as const)
        expect(after[field]).toBe(before[field]);
    });

    test('the deprecated telephoneNumber changes and clears the pair', async () => {
      const { create, update } = newOrganisation();
      const customer = await create({ telephoneNumber: '91234567' });
      const swedish = await update(customer, { telephoneNumber: '+46701234567' });
      expect(swedish).toMatchObject({ countryCode: '+46', telephoneNumberNoCountryCode: '701234567' });
      const none = await update(customer, { telephoneNumber: null });
      for (const field of ['countryCode', 'telephoneNumberNoCountryCode', 'telephoneNumber'])
        expect(none).not.toHaveProperty(field);
    });

    test('the deprecated languagePreference changes the language', async () => {
      const { create, update } = newOrganisation();
      const after = await update(await create(), { languagePreference: 'EN' });
      expect(after).toMatchObject({ languagePreferenceISO6393: 'ENG', languagePreference: 'EN' });
    });

    test('customerAccountId is accepted and no longer stored', async () => {
      const { create, update } = newOrganisation();
      const after = await update(await create({ customerAccountId: 'first' }), { customerAccountId: 'second' });
      expect(after).toMatchObject({ customerAccountId: 'first', customerAccounts: [{ accountId: 'first' }] });
      expect(await update(await create(), { customerAccountId: 'x' })).toMatchObject({ customerAccounts: [] });
    });

    test('names are tidied as at creation', async () => {
      const { create, update } = newOrganisation();
      const after = await update(await create(), { surname: ' de   la Cruz ', firstName: 'Ikke satt' });
      expect(after).toMatchObject({ surname: 'de la Cruz', firstName: '' });
    });

    test('[UNIQ-3] the username goes along with the email while the two are equal', async () => {
      const { create, update } = newOrganisation();
      const email = newEmail();
      const after = await update(await create({ email: newEmail() }), { email });
      expect(after).toMatchObject({ email, username: email });
    });

    test('[UNIQ-1] a customer may write its own email anew, in other case', async () => {
      const { create, update } = newOrganisation();
      const before = await create({ email: newEmail() });
      const email = before.email?.toUpperCase() ?? '';
      expect(await update(before, { email })).toMatchObject({ email, username: email });
    });

    test('an update that says nothing of addresses leaves them alone', async () => {
      const { create, update } = newOrganisation();
      const before = await create({ postalAddresses: [{ town: 'Oslo', postCode: '0150', typeOfAddress: 'P' }] });
      expect((await update(before)).postalAddresses).toStrictEqual(before.postalAddresses);
      expect((await update(before, { postalAddresses: [] })).postalAddresses).toStrictEqual(before.postalAddresses);
    });

    test('an address with id changes that one, one without id is added, others stay', async () => {
      const { create, update } = newOrganisation();
      const base = { postCode: '0150', typeOfAddress: 'P' } as const;
      const before = await create({
        postalAddresses: [
          { ...base, town: 'Oslo', addressLine1: 'A 1', addressLine2: 'B 2' },
          { ...base, town: 'Bergen' },
        ],
      });
      const [first, second] = before.postalAddresses ?? [];
      const after = await update(before, {
        postalAddresses: [
          { ...base, id: first?.id, town: 'Moss', addressLine1: null },
          { ...base, town: 'Bodø', typeOfAddress: 'I' },
        ],
      });
      const { addressLine1: _cleared, ...kept } = first ?? {};
      expect(after.postalAddresses).toHaveLength(3);
      expect(after.postalAddresses?.[0]).toStrictEqual({ ...kept, town: 'Moss', changedAt: after.changedAt });
      expect(after.postalAddresses?.[1]).toStrictEqual(second);
      expect(after.postalAddresses?.[2]).toMatchObject({ town: 'Bodø', typeOfAddress: 'I', countryCode: 'NOR' });
      expect([first?.id, second?.id]).not.toContain(after.postalAddresses?.[2]?.id);
    });

    test('an address keeps its country when the update does not name one, for its post code too', async () => {
      const { create, update } = newOrganisation();
      const swedish = { town: 'Malmö', postCode: '211 20', typeOfAddress: 'P', countryCode: 'SWE' } as const;
      const before = await create({ postalAddresses: [swedish] });
      const id = before.postalAddresses?.[0]?.id;
      const after = await update(before, {
        postalAddresses: [{ id, town: 'Lund', postCode: '223 50', typeOfAddress: 'P' }],
      });
      expect(after.postalAddresses).toMatchObject([{ id, town: 'Lund', postCode: '223 50', countryCode: 'SWE' }]);
    });

    test('an address id that the customer does not have changes nothing', async () => {
      const { api, create, update } = newOrganisation();
      const before = await create({ postalAddresses: [{ town: 'Oslo', postCode: '0150', typeOfAddress: 'P' }] });
      const unknown = { id: 987_654, town: 'Moss', postCode: '1530', typeOfAddress: 'P' } as const;
      await refusalOf(update(before, { surname: 'Ny', postalAddresses: [unknown] }));
      expect(await api.profiles.get({ customerNumber: before.customerNumber })).toStrictEqual(before);
    });
  });
}
