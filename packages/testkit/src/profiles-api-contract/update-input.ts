import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, type UpdateBody, updateBody } from './organisation.js';
import { expectBadInput, expectRefusal, expectUnknown, refusalOf } from './refusals.js';

const ADDRESS = { town: 'Oslo', postCode: '0150', typeOfAddress: 'P' };

const BAD: readonly [Record<string, unknown>, 400 | 603 | 604 | 605 | 606, string][] = [
  [{ email: 'nope' }, 603, 'email'],
  [{ email: 'å@example.no' }, 603, 'email'],
  [{ surname: ' ' }, 606, 'surname'],
  [{ firstName: '' }, 606, 'firstName'],
  [{ countryCode: '+47', telephoneNumberNoCountryCode: '00' }, 605, 'telephoneNumberNoCountryCode'],
  [{ postalAddresses: [{ ...ADDRESS, postCode: '15' }] }, 604, 'postalAddresses.0.postCode'],
  [{ nationality: 'QQQ' }, 400, 'nationality'],
  [{ dateOfBirth: '1985-13-01' }, 400, 'dateOfBirth'],
  [{ status: 'X' }, 400, 'status'],
  [{ customerRef: 'not to be changed' }, 400, 'customerRef'],
  [{ profileType: 'P' }, 400, 'profileType'],
  [{ username: 'kari' }, 400, 'username'],
  [{ password: 'long enough 123' }, 400, 'password'],
  [{ changedBy: 'x'.repeat(101) }, 400, 'changedBy'],
  [{ changedByChannel: 'x'.repeat(101) }, 400, 'changedByChannel'],
  [{ landlineNumber: '22\u0007' }, 400, 'landlineNumber'],
];

export function updateInputContract(newOrganisation: NewOrganisation): void {
  describe('input of update', () => {
    test.each(BAD)('%j is refused with %i, naming %s, and changes nothing', async (fields, code, path) => {
      const { api, create, update } = newOrganisation();
      const before = await create();
      await expectBadInput(update(before, fields as Partial<UpdateBody>), [path], code);
      expect(await api.profiles.get({ customerNumber: before.customerNumber })).toStrictEqual(before);
    });

    test.each(['surname', 'firstName', 'changedBy', 'changedByChannel'])('%s is required', async (field) => {
      const { api, create } = newOrganisation();
      const { [field]: _left, ...body } = updateBody(await create()) as Record<string, unknown>;
      const error = await refusalOf(api.profiles.update(body as UpdateBody));
      expect(error.status).toBe(400);
      expect(error.details.errors?.map(({ path }) => path)).toEqual([field]);
    });

    test.each([
      { countryCode: '+46' },
      { telephoneNumberNoCountryCode: '92345678' },
      { countryCode: null },
      { countryCode: '+47', telephoneNumberNoCountryCode: null },
    ])('half a telephone number, %j, is refused (605) though the customer has the other half', async (half) => {
      const { create, update } = newOrganisation();
      await expectRefusal(update(await create({ telephoneNumber: '91234567' }), half), 605, 400);
    });

    test('a temporary customer keeps an expirationDate', async () => {
      const { create, update } = newOrganisation();
      const temporary = await create({ profileType: 'T', expirationDate: daysFromNow(30) });
      await expectBadInput(update(temporary, { expirationDate: null }), ['expirationDate']);
    });

    test('the form of the input is judged before whether the customer exists', async () => {
      const { api, create } = newOrganisation();
      const unknown = { ...updateBody(await create()), customerNumber: Number.MAX_SAFE_INTEGER };
      await expectUnknown(api.profiles.update(unknown));
      await expectBadInput(api.profiles.update({ ...unknown, email: 'nope' }), ['email'], 603);
    });
  });
}
