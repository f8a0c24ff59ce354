import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { type CreateBody, createBody, daysFromNow, newEmail, unique } from './organisation.js';
import { expectBadInput, expectRefusal, refusalOf } from './refusals.js';

const ADDRESS = { town: 'Oslo', postCode: '0150', typeOfAddress: 'P' };
const long = (length: number) => 'x'.repeat(length);

/** Short enough for the name of a test. */
const shown = (fields: object) => JSON.stringify(fields).replace(/x{9,}/g, (many) => `x × ${many.length}`);

/** Input that must be refused, as what it changes in a good body, the code, and the field to be named. */
const BAD: readonly [Record<string, unknown>, 400 | 600 | 603 | 604 | 605 | 606, string][] = [
  [{ email: 'not an email' }, 603, 'email'],
  [{ email: 'kari@' }, 603, 'email'],
  [{ email: 'kåre@example.no' }, 603, 'email'],
  [{ email: 'kari@blåbær.no' }, 603, 'email'],
  [{ surname: '' }, 606, 'surname'],
  [{ firstName: '   ' }, 606, 'firstName'],
  [{ password: 'a' }, 600, 'password'],
  [{ countryCode: '+47', telephoneNumberNoCountryCode: '123' }, 605, 'telephoneNumberNoCountryCode'],
  [{ telephoneNumber: '12' }, 605, 'telephoneNumber'],
  [{ telephoneNumber: 'none' }, 605, 'telephoneNumber'],
  [{ countryCode: '+47777', telephoneNumberNoCountryCode: '91234567' }, 400, 'countryCode'],
  [{ postalAddresses: [{ ...ADDRESS, postCode: '150' }] }, 604, 'postalAddresses.0.postCode'],
  [{ postalAddresses: [ADDRESS, { ...ADDRESS, postCode: '01500' }] }, 604, 'postalAddresses.1.postCode'],
  [{ postalAddresses: [{ ...ADDRESS, postCode: 'ABCD', countryCode: 'NOR' }] }, 604, 'postalAddresses.0.postCode'],
  [{ postalAddresses: [{ ...ADDRESS, countryCode: 'NO' }] }, 400, 'postalAddresses.0.countryCode'],
  [{ postalAddresses: [{ ...ADDRESS, countryCode: 'XXX' }] }, 400, 'postalAddresses.0.countryCode'],
  [{ postalAddresses: [{ ...ADDRESS, typeOfAddress: 'X' }] }, 400, 'postalAddresses.0.typeOfAddress'],
  [{ postalAddresses: [{ postCode: '0150', typeOfAddress: 'P' }] }, 400, 'postalAddresses.0.town'],
  [{ postalAddresses: [{ ...ADDRESS, street: 'x' }] }, 400, 'postalAddresses.0.street'],
  [{ nationality: 'NO' }, 400, 'nationality'],
  [{ nationality: 'XYZ' }, 400, 'nationality'],
  [{ dateOfBirth: '2001-02-29' }, 400, 'dateOfBirth'],
  [{ dateOfBirth: '12.04.1985' }, 400, 'dateOfBirth'],
  [{ dateOfBirth: daysFromNow(2).slice(0, 10) }, 400, 'dateOfBirth'],
  [{ expirationDate: 'tomorrow' }, 400, 'expirationDate'],
  [{ expirationDate: '2026-02-30T00:00:00Z' }, 400, 'expirationDate'],
  [{ telephoneNumberVerifiedAt: '2026-01-31T25:00:00Z' }, 400, 'telephoneNumberVerifiedAt'],
  [{ languagePreferenceISO6393: 'norsk' }, 400, 'languagePreferenceISO6393'],
  [{ invoiceOrganisationId: '974760674' }, 400, 'invoiceOrganisationId'],
  [{ invoiceOrganisationId: '97476067' }, 400, 'invoiceOrganisationId'],
  [{ profileType: 'X' }, 400, 'profileType'],
  [{ surnam: 'Misspelt' }, 400, 'surnam'],
  [{ status: 'A' }, 400, 'status'],
  [{ organisationId: '7' }, 400, 'organisationId'],
  [{ surname: 7 }, 400, 'surname'],
  [{ postalAddresses: {} }, 400, 'postalAddresses'],
  [{ surname: 'a\u0000b' }, 400, 'surname'],
  [{ firstName: 'a\tb' }, 400, 'firstName'],
  [{ createdBy: 'a\nb' }, 400, 'createdBy'],
  [{ vippsId: 'a\u0085b' }, 400, 'vippsId'],
  [{ vippsId: 'half \ud83d' }, 400, 'vippsId'],
  [{ surname: long(101) }, 400, 'surname'],
  [{ firstName: long(101) }, 400, 'firstName'],
  [{ email: `${long(64)}@${long(8)}.example` }, 400, 'email'],
  [{ createdBy: long(101) }, 400, 'createdBy'],
  [{ createdByChannel: long(101) }, 400, 'createdByChannel'],
  [{ vippsId: long(101) }, 400, 'vippsId'],
  [{ customerRef: long(41) }, 400, 'customerRef'],
  [{ customerAccountId: long(61) }, 400, 'customerAccountId'],
  [{ postalAddresses: [{ ...ADDRESS, town: long(61) }] }, 400, 'postalAddresses.0.town'],
  [{ postalAddresses: [{ ...ADDRESS, countryCode: 'SWE', postCode: long(11) }] }, 400, 'postalAddresses.0.postCode'],
  [{ postalAddresses: [{ ...ADDRESS, addressLine1: long(101) }] }, 400, 'postalAddresses.0.addressLine1'],
  [{ postalAddresses: [{ ...ADDRESS, addressLine2: long(101) }] }, 400, 'postalAddresses.0.addressLine2'],
];

export function createInputContract(newOrganisation: NewOrganisation): void {
  describe('input of create', () => {
    const cases = BAD.map(([fields, code, path]) => ({ fields, code, path, shown: shown(fields) }));
    test.each(cases)('$shown is refused with $code, naming $path', async ({ fields, code, path }) => {
      const { create } = newOrganisation();
      await expectBadInput(create(fields as Partial<CreateBody>), [path], code);
    });

    test.each(['surname', 'firstName', 'createdBy', 'createdByChannel', 'organisationId'])(
      '%s is required',
      async (field) => {
        const { api, organisationId } = newOrganisation();
        const { [field]: _left, ...body } = createBody(organisationId) as Record<string, unknown>;
        const error = await refusalOf(api.profiles.create(body as CreateBody));
        expect(error.status).toBe(400);
        expect(error.details.errors?.map(({ path }) => path)).toEqual([field]);
      },
    );

    test('a temporary customer needs an expirationDate', async () => {
      const { create } = newOrganisation();
      await expectBadInput(create({ profileType: 'T' }), ['expirationDate']);
    });

    test.each([{ countryCode: '+47' }, { telephoneNumberNoCountryCode: '91234567' }])(
      'half a telephone number, %j, is refused (605)',
      async (half) => {
        await expectRefusal(newOrganisation().create(half), 605, 400);
      },
    );

    test('every fault is named, not only the first', async () => {
      const faults = { email: 'x', countryCode: '+47', telephoneNumberNoCountryCode: '1', nationality: 'XX' };
      const error = await refusalOf(newOrganisation().create(faults));
      expect(error.status).toBe(400);
      const paths = error.details.errors?.map(({ path }) => path);
      expect(paths).toEqual(expect.arrayContaining(['email', 'nationality']));
      for (const { message } of error.details.errors ?? []) expect(message).not.toBe('');
    });

    test('the refusal names fields, not what was in them', async () => {
      const secret = unique('secret');
      const error = await refusalOf(newOrganisation().create({ email: `${secret} å`, password: `${secret}\u0000` }));
      expect(JSON.stringify([error.message, error.details])).not.toContain(secret);
    });

    test('every text may be as long as its limit', async () => {
      const { create } = newOrganisation();
      const limits = {
        surname: long(100),
        firstName: '😀'.repeat(100),
        email: `${unique().padEnd(51, 'x')}@${long(20)}.example`,
        createdBy: long(100),
        createdByChannel: long(100),
        vippsId: unique().padEnd(100, 'x'),
        customerRef: unique().padEnd(40, 'x'),
      };
      const address = { town: long(60), addressLine1: long(100), addressLine2: long(100), postCode: long(10) };
      const customer = await create({
        ...limits,
        customerAccountId: long(60),
        postalAddresses: [{ ...address, countryCode: 'SWE', typeOfAddress: 'P' }],
      });
      expect(customer).toMatchObject({ ...limits, customerAccountId: long(60), postalAddresses: [address] });
    });

    test('a refused customer leaves nothing behind', async () => {
      const { api, create } = newOrganisation();
      const email = newEmail();
      await refusalOf(create({ email, nationality: 'XX' }));
      expect(await api.profiles.find({ email })).toEqual([]);
      await expect(create({ email })).resolves.toMatchObject({ email });
    });
  });
}
