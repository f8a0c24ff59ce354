import type { CustomerResponse } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { UNUSUAL_TEXTS } from '../unusual-texts.js';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, newEmail, responseMeta, unique } from './organisation.js';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export function createContract(newOrganisation: NewOrganisation): void {
  describe('create', () => {
    test('a customer with only the required fields gets exactly the defaults', async () => {
      const { organisationId, create } = newOrganisation();
      const customer = await create({ surname: 'Hansen', firstName: 'Ola', createdBy: 'ola', createdByChannel: 'crm' });
      expect(customer).toStrictEqual({
        uuid: expect.stringMatching(/^[0-9a-f]{32}$/),
        status: 'A',
        surname: 'Hansen',
        firstName: 'Ola',
        createdAt: expect.stringMatching(ISO),
        createdBy: 'ola',
        createdByChannel: 'crm',
        changedAt: customer.createdAt,
        changedBy: 'ola',
        changedByChannel: 'crm',
        customerNumber: expect.any(Number),
        organisationId,
        profileType: 'S',
        customerRef: String(customer.customerNumber),
        languagePreferenceISO6393: 'NOB',
        languagePreference: 'NO',
        id: customer.customerNumber,
        relatedCustomerNumbers: [],
        postalAddresses: [],
        customerAccounts: [],
      } satisfies Record<keyof CustomerResponse & string, unknown> | object);
      expect(customer.customerNumber).toBeGreaterThanOrEqual(1_000_000);
    });

    test('every field that is given is answered, and read again later', async () => {
      const { api, create } = newOrganisation();
      const email = newEmail();
      const given = {
        surname: 'Sæther',
        firstName: 'Bjørn Åse',
        email,
        vippsId: unique('vipps'),
        countryCode: '+47',
        telephoneNumberNoCountryCode: '91234567',
        telephoneNumberVerifiedAt: '2026-01-31T08:15:30.000Z',
        customerRef: unique('CRM-'),
        dateOfBirth: '1985-04-12',
        nationality: 'SWE',
        expirationDate: '2099-01-31T00:00:00.000Z',
        landlineNumber: '22 33 44 55',
        languagePreferenceISO6393: 'NNO',
        invoiceOrganisationId: '974760673',
      };
      const customer = await create({ ...given, customerAccountId: 'abt-1' });
      expect(customer).toMatchObject({
        ...given,
        username: email,
        telephoneNumber: expect.stringMatching(/^(\+47)?91234567$/),
        languagePreference: 'NN',
        customerAccountId: 'abt-1',
        customerAccounts: [{ accountId: 'abt-1', createdAt: customer.createdAt, changedAt: customer.createdAt }],
      });
      expect(await api.profiles.get({ customerNumber: customer.customerNumber })).toStrictEqual(customer);
    });

    test('answers leave absent fields out: none is null', async () => {
      const { create } = newOrganisation();
      const customer = await create({ email: null, vippsId: null, dateOfBirth: null, landlineNumber: null });
      for (const [field, value] of Object.entries(customer)) expect(value, field).not.toBeNull();
      for (const field of ['email', 'username', 'vippsId', 'dateOfBirth', 'landlineNumber']) {
        expect(customer).not.toHaveProperty(field);
      }
    });

    test('a new customer is answered in revision 1', async () => {
      const meta = responseMeta();
      await newOrganisation().create({}, meta.options);
      expect(meta.read()).toMatchObject({ revision: 1 });
    });

    test('customer numbers and uuids are never given twice', async () => {
      const { create } = newOrganisation();
      const customers = await Promise.all(Array.from({ length: 20 }, () => create()));
      expect(new Set(customers.map(({ customerNumber }) => customerNumber)).size).toBe(20);
      expect(new Set(customers.map(({ uuid }) => uuid)).size).toBe(20);
    });

    test('[UNIQ-2] a default reference steps over numbers that are references already', async () => {
      const { create } = newOrganisation();
      const { customerNumber: latest } = await create();
      // These twelve use up numbers themselves; their references wait for the numbers that come after them.
      const ahead = Array.from({ length: 12 }, (_, i) => String(latest + 13 + i));
      for (const customerRef of ahead) await create({ customerRef });
      for (let i = 0; i < 14; i++) {
        const { customerNumber, customerRef } = await create();
        expect(customerRef).toBe(String(customerNumber));
        expect(ahead).not.toContain(customerRef);
      }
    });

    test('[UNIQ-3] only a standard customer gets the email as username', async () => {
      const { create } = newOrganisation();
      const email = newEmail();
      expect(await create({ email })).toMatchObject({ username: email });
      expect(await create({ profileType: 'P', email: newEmail() })).not.toHaveProperty('username');
      const temporary = { profileType: 'T', expirationDate: daysFromNow(9), email: newEmail() } as const;
      expect(await create(temporary)).not.toHaveProperty('username');
    });

    test('a temporary customer without names has empty ones', async () => {
      const { api, organisationId } = newOrganisation();
      const body = { organisationId, createdBy: 'web', createdByChannel: 'web' };
      const temporary = await api.profiles.create({ ...body, profileType: 'T', expirationDate: '2099-01-01' });
      expect(temporary).toMatchObject({
        profileType: 'T',
        surname: '',
        firstName: '',
        expirationDate: '2099-01-01T00:00:00.000Z',
      });
    });

    test('postal addresses get ids of their own, Norway as country, and the customer’s number', async () => {
      const { create } = newOrganisation();
      const customer = await create({
        postalAddresses: [
          { town: 'Oslo', postCode: '0150', typeOfAddress: 'P', addressLine1: 'Rådhusgata 5', addressLine2: 'H0101' },
          { town: 'Göteborg', postCode: '411 03', typeOfAddress: 'I', countryCode: 'SWE', verifiedAt: '2026-01-31' },
        ],
      });
      const stamps = { createdAt: customer.createdAt, changedAt: customer.createdAt };
      const ids = (customer.postalAddresses ?? []).map(({ id }) => id);
      expect(new Set(ids).size).toBe(2);
      expect(customer.postalAddresses).toStrictEqual([
        {
          id: ids[0],
          customerId: customer.customerNumber,
          town: 'Oslo',
          postCode: '0150',
          typeOfAddress: 'P',
          countryCode: 'NOR',
          addressLine1: 'Rådhusgata 5',
          addressLine2: 'H0101',
          ...stamps,
        },
        {
          id: ids[1],
          customerId: customer.customerNumber,
          town: 'Göteborg',
          postCode: '411 03',
          typeOfAddress: 'I',
          countryCode: 'SWE',
          verifiedAt: '2026-01-31T00:00:00.000Z',
          ...stamps,
        },
      ]);
    });

    test.each([
      [{ telephoneNumber: '91234567' }, '+47', '91234567'],
      [{ telephoneNumber: '+47 912 34 567' }, '+47', '91234567'],
      [{ telephoneNumber: '+46701234567' }, '+46', '701234567'],
      [{ countryCode: '+46', telephoneNumberNoCountryCode: '701234567' }, '+46', '701234567'],
    ])('a telephone number given as %j is answered as the pair and as the twin', async (given, prefix, number) => {
      const customer = await newOrganisation().create(given);
      expect(customer).toMatchObject({ countryCode: prefix, telephoneNumberNoCountryCode: number });
      expect(customer.telephoneNumber).toContain(number);
    });

    test.each([
      [{ languagePreference: 'EN' }, 'ENG', 'EN'],
      [{ languagePreference: 'NN' }, 'NNO', 'NN'],
      [{ languagePreference: 'NO' }, 'NOB', 'NO'],
      [{ languagePreferenceISO6393: 'ENG' }, 'ENG', 'EN'],
      [{ languagePreferenceISO6393: 'NNO' }, 'NNO', 'NN'],
    ] as const)('a language given as %j is answered in both forms', async (given, iso, twin) => {
      const customer = await newOrganisation().create(given);
      expect(customer).toMatchObject({ languagePreferenceISO6393: iso, languagePreference: twin });
    });

    test.each([
      ['2026-01-31T08:15:30.000Z', '2026-01-31T08:15:30.000Z'],
      ['2026-01-31T08:15:30Z', '2026-01-31T08:15:30.000Z'],
      ['2026-01-31T08:15:30+01:00', '2026-01-31T07:15:30.000Z'],
      ['2026-01-31T23:15:30.5-09:30', '2026-02-01T08:45:30.500Z'],
      ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ])('the instant %s is answered as %s', async (given, answered) => {
      const customer = await newOrganisation().create({
        telephoneNumber: '40612233',
        telephoneNumberVerifiedAt: given,
      });
      expect(customer.telephoneNumberVerifiedAt).toBe(answered);
    });

    test('names are trimmed and single-spaced, emails and references trimmed, everything else is left alone', async () => {
      const { create } = newOrganisation();
      const [email, customerRef] = [newEmail(), unique('R ')];
      const customer = await create({
        surname: '  van   der Berg ',
        firstName: ' Anne-Marie  Kari ',
        email: `  ${email} `,
        customerRef: ` ${customerRef}  `,
        createdBy: ' web  app ',
        postalAddresses: [{ town: ' Mo i  Rana ', postCode: '8610', typeOfAddress: 'P' }],
      });
      expect(customer).toMatchObject({ surname: 'van der Berg', firstName: 'Anne-Marie Kari', email, customerRef });
      expect(customer).toMatchObject({ createdBy: ' web  app ', postalAddresses: [{ town: ' Mo i  Rana ' }] });
    });

    test('an email is stored as written', async () => {
      const email = newEmail().replace('kari', 'KaRi');
      expect(await newOrganisation().create({ email })).toMatchObject({ email, username: email });
    });

    test.each(['ikke satt', 'ikkesatt', 'Ikke Satt', ' IKKE   SATT '])(
      'the placeholder %j counts as a name given and becomes empty',
      async (placeholder) => {
        const customer = await newOrganisation().create({ surname: placeholder, firstName: placeholder });
        expect(customer).toMatchObject({ surname: '', firstName: '' });
      },
    );

    test.each(UNUSUAL_TEXTS)('the text %j comes back exactly as sent', async (text) => {
      const { api, create } = newOrganisation();
      const customer = await create({
        surname: text,
        firstName: text,
        vippsId: text,
        createdBy: text,
        createdByChannel: text,
        customerRef: text,
        postalAddresses: [{ town: text, postCode: '0150', typeOfAddress: 'S', addressLine1: text, addressLine2: text }],
      });
      const { customerNumber } = customer;
      expect(customer).toMatchObject({
        surname: text,
        firstName: text,
        vippsId: text,
        createdBy: text,
        changedByChannel: text,
        customerRef: text,
        postalAddresses: [{ town: text, addressLine1: text, addressLine2: text }],
      });
      expect(await api.profiles.get({ customerNumber })).toStrictEqual(customer);
    });

    test('a password is answered by no operation', async () => {
      const { api, create } = newOrganisation();
      const password = unique('Correct-Horse-9-');
      const created = await create({ email: newEmail(), password });
      const read = await api.profiles.get({ customerNumber: created.customerNumber });
      expect(JSON.stringify([created, read])).not.toContain(password);
      expect(Object.keys(read).filter((field) => /password|credential|hash/i.test(field))).toEqual([]);
    });
  });
}
