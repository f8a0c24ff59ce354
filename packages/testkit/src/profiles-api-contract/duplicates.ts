import type { Operations, OutputOf } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { type CreateBody, daysFromNow, newEmail, type Organisation } from './organisation.js';
import { expectBadInput, expectUnknown } from './refusals.js';

type Suggestions = OutputOf<Operations['profiles']['suggestDuplicates']>;

const PHONE = { countryCode: '+47', telephoneNumberNoCountryCode: '91234567' };
const BORN = { dateOfBirth: '1985-04-12' };
const ADDRESS = { town: 'Oslo', postCode: '0150', typeOfAddress: 'P', addressLine1: 'Storgata 1' } as const;
const TEMPORARY = { profileType: 'T', expirationDate: daysFromNow(30) } as const;

const suggest = ({ api }: Organisation, { customerNumber }: { customerNumber: number }) =>
  api.profiles.suggestDuplicates({ customerNumber });
const numbersOf = (suggestions: Suggestions) => suggestions.map(({ customerNumber }) => customerNumber);

export function duplicatesContract(newOrganisation: NewOrganisation): void {
  describe('the duplicates of a customer', () => {
    test('[DUP-1] are told with type, score and reasons and nothing else, the likeliest first', async () => {
      const organisation = newOrganisation();
      const { create } = organisation;
      const kari = await create({ ...PHONE, ...BORN, surname: 'Åsæther' });
      const likely = await create({ ...BORN, surname: 'Aasaether' });
      const likeliest = await create({ ...PHONE, ...BORN, ...TEMPORARY, surname: 'ÅSÆTHER' });
      await create({ ...BORN, firstName: 'Ola', surname: 'Åsæther' });
      await create({ surname: 'Åsæther' });
      expect(await suggest(organisation, kari)).toStrictEqual([
        {
          ...{ customerNumber: likeliest.customerNumber, profileType: 'T', score: 0.81 },
          reasons: ['same-telephone', 'same-date-of-birth', 'same-name'],
        },
        {
          ...{ customerNumber: likely.customerNumber, profileType: 'S', score: 0.61 },
          reasons: ['same-date-of-birth', 'same-name'],
        },
      ]);
      const [back] = await suggest(organisation, likeliest);
      expect(back).toMatchObject({ customerNumber: kari.customerNumber, score: 0.81 });
    });

    test.each<[string, Partial<CreateBody>, Partial<CreateBody>]>([
      ['email', { email: newEmail() }, TEMPORARY],
      ['telephone', PHONE, {}],
      ['landline and a similar name at one address', { landlineNumber: '22123456', postalAddresses: [ADDRESS] }, {}],
      ['day of birth', BORN, { surname: 'Berg-Nordmann' }],
      ['address', { postalAddresses: [ADDRESS] }, { firstName: 'KARI' }],
    ])('[DUP-1] are found by the same %s', async (_what, shared, fields) => {
      const organisation = newOrganisation();
      const [one, other] = [await organisation.create(shared), await organisation.create({ ...shared, ...fields })];
      expect(numbersOf(await suggest(organisation, one))).toEqual([other.customerNumber]);
    });

    test('[DUP-1] are never merged, deactivated, or another organisation’s', async () => {
      const organisation = newOrganisation();
      const { api, create, mergedPair } = organisation;
      const same = { ...PHONE, ...BORN };
      const kari = await create(same);
      await newOrganisation().create(same);
      await mergedPair(same, { firstName: 'Ola', surname: 'Dahl' });
      const { customerNumber } = await create(same);
      expect(numbersOf(await suggest(organisation, kari))).toEqual([customerNumber]);
      await api.profiles.deactivate({ customerNumber });
      expect(await suggest(organisation, kari)).toEqual([]);
    });

    test('[DUP-1] a customer with hardly any data has none', async () => {
      const organisation = newOrganisation();
      await organisation.create();
      expect(await suggest(organisation, await organisation.create())).toEqual([]);
    });

    test('are no more than asked for, the likeliest of all', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const { customerNumber } = await create({ ...PHONE, ...BORN });
      for (let i = 0; i < 11; i++) await create(PHONE);
      const likeliest = await create({ ...PHONE, ...BORN });
      expect(await suggest(organisation, { customerNumber })).toHaveLength(10);
      const few = await api.profiles.suggestDuplicates({ customerNumber, maxResultSet: 1 });
      expect(numbersOf(few)).toEqual([likeliest.customerNumber]);
      for (const maxResultSet of [0, 51]) {
        await expectBadInput(api.profiles.suggestDuplicates({ customerNumber, maxResultSet }), ['maxResultSet']);
      }
    });

    test('[REDIR-4] of a merged number are those of the survivor', async () => {
      const organisation = newOrganisation();
      const { source, target } = await organisation.mergedPair({}, PHONE);
      await organisation.create(PHONE);
      const suggestions = await suggest(organisation, target);
      expect(suggestions).toHaveLength(1);
      expect(await suggest(organisation, source)).toStrictEqual(suggestions);
    });

    test('[DEL-1] of a deactivated customer, or one of another organisation, are refused (404)', async () => {
      const organisation = newOrganisation();
      const gone = await organisation.create(PHONE);
      await organisation.api.profiles.deactivate({ customerNumber: gone.customerNumber });
      await expectUnknown(suggest(organisation, gone));
      await expectUnknown(suggest(organisation, await newOrganisation().create(PHONE)));
    });
  });
}
