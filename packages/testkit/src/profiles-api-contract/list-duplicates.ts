import type { Operations, OutputOf } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { newEmail, type Organisation } from './organisation.js';
import { expectBadInput } from './refusals.js';

type Page = OutputOf<Operations['profiles']['listDuplicates']>;

const BORN = { dateOfBirth: '1985-04-12' };
const PHONE = { countryCode: '+47', telephoneNumberNoCountryCode: '91234567' };

const list = async ({ api }: Organisation, input = {}) => (await api.profiles.listDuplicates(input)).items;
const numbersOf = ({ items }: Pick<Page, 'items'>) => items.map(({ customerNumbers }) => customerNumbers);

export function listDuplicatesContract(newOrganisation: NewOrganisation): void {
  describe('the likely duplicates of an organisation', () => {
    test('[DUP-1] are listed as pairs, the likeliest first, each once, with score and reasons', async () => {
      const organisation = newOrganisation();
      const { create } = organisation;
      const likely = [await create({ ...BORN, surname: 'Håkonsen' }), await create({ ...BORN, surname: 'Hakonsen' })];
      const likeliest = [
        await create({ ...PHONE, ...BORN, surname: 'Anne-Marie' }),
        await create({ ...PHONE, ...BORN, surname: 'Annemarie' }),
      ];
      await create({ surname: 'Håkonsen' });
      await newOrganisation().create({ ...PHONE, ...BORN, surname: 'Annemarie' });
      const reasons = ['same-date-of-birth', 'same-name'];
      const numbers = (pair: typeof likely) => pair.map(({ customerNumber }) => customerNumber);
      expect(await list(organisation)).toStrictEqual([
        { customerNumbers: numbers(likeliest), score: 0.81, reasons: ['same-telephone', ...reasons] },
        { customerNumbers: numbers(likely), score: 0.61, reasons },
      ]);
      expect(await list(organisation, { minScore: 0.7 })).toHaveLength(1);
      expect(await list(organisation, { minScore: 0.82 })).toEqual([]);
    });

    test('[DUP-1] agree with the suggestions for each customer', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const customers: number[] = [];
      for (const surname of ['Berg', 'Bergh', 'Berg-Dahl', 'Dahl', 'Määttälä', 'Maattala', 'Lund', 'Lynd']) {
        customers.push((await create({ ...BORN, surname, email: newEmail() })).customerNumber);
      }
      const listed = new Set((await list(organisation, { perPage: 100 })).map((pair) => pair.customerNumbers.join()));
      const suggested = new Set<string>();
      for (const one of customers) {
        for (const { customerNumber: other } of await api.profiles.suggestDuplicates({ customerNumber: one })) {
          suggested.add([Math.min(one, other), Math.max(one, other)].join());
        }
      }
      expect([...listed].sort()).toEqual([...suggested].sort());
      expect(listed.size).toBeGreaterThan(2);
    });

    test('[DUP-1] follow every change: a new name, a merge, a deactivation, an erasure and a mark', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      const [a, b, c, d] = [await create(BORN), await create(BORN), await create(BORN), await create(BORN)];
      const pairs = async () => (await list(organisation, { perPage: 100 })).map((pair) => pair.customerNumbers);
      const [one, two, three, four] = [a, b, c, d].map(({ customerNumber }) => customerNumber) as [
        number,
        number,
        number,
        number,
      ];
      expect(await pairs()).toHaveLength(6);
      await api.profiles.markDistinct({ customerNumber: one, otherCustomerNumber: two });
      expect(await pairs()).toEqual([
        [one, three],
        [one, four],
        [two, three],
        [two, four],
        [three, four],
      ]);
      await api.profiles.deactivate({ customerNumber: four });
      expect(await pairs()).toEqual([
        [one, three],
        [two, three],
      ]);
      const changedBy = { changedBy: 'web', changedByChannel: 'web' };
      await api.profiles.update({ customerNumber: two, firstName: 'Ola', surname: 'Dahl', ...changedBy });
      expect(await pairs()).toEqual([[one, three]]);
      await api.profiles.restore({ customerNumber: four });
      expect(await pairs()).toEqual([
        [one, three],
        [one, four],
        [three, four],
      ]);
      await api.profiles.connect({ customerNumber: one, customerNumberToConnect: three, changedByChannel: 'web' });
      expect(await pairs()).toEqual([[one, four]]);
      await api.profiles.unmarkDistinct({ customerNumber: one, otherCustomerNumber: two });
      await api.profiles.update({ customerNumber: two, firstName: 'Kari', surname: 'Nordmann', ...changedBy });
      expect(await pairs()).toEqual([
        [one, two],
        [one, four],
        [two, four],
      ]);
    });

    test('come in pages without repetition, and the cursor belongs to its minScore', async () => {
      const organisation = newOrganisation();
      const { api, create } = organisation;
      for (let index = 0; index < 5; index++) await create(index % 2 === 0 ? { ...BORN, ...PHONE } : BORN);
      const whole = await api.profiles.listDuplicates({ perPage: 100 });
      expect(whole).not.toHaveProperty('nextCursor');
      expect(whole.items.map(({ score }) => score)).toEqual(
        whole.items.map(({ score }) => score).sort((x, y) => y - x),
      );
      const walked: number[][] = [];
      for (let cursor: string | undefined, pages = 0; pages === 0 || cursor !== undefined; pages++) {
        const page: Page = await api.profiles.listDuplicates({ perPage: 3, ...(cursor !== undefined && { cursor }) });
        walked.push(...numbersOf(page));
        cursor = page.nextCursor;
        if (cursor !== undefined)
          await expectBadInput(api.profiles.listDuplicates({ minScore: 0.5, cursor }), ['cursor']);
      }
      expect(walked).toEqual(numbersOf(whole));
      await expectBadInput(api.profiles.listDuplicates({ minScore: 1.1 }), ['minScore']);
      await expectBadInput(api.profiles.listDuplicates({ cursor: 'x' }), ['cursor']);
    });
  });
}
