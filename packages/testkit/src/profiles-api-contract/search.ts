import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, newEmail, type Organisation } from './organisation.js';
import { expectBadInput, expectRefusal } from './refusals.js';

type Search = Parameters<Organisation['api']['profiles']['search']>[0];

/** Customers that one search finds: twice the same name, some without email and day of birth. */
async function populated(organisation: Organisation) {
  const names = ['Åse', 'Anna', 'Øyvind', 'Zara', 'Ærlend', 'Aasmund', 'Anna', 'Bo'];
  for (const [index, firstName] of names.entries()) {
    const known = index % 3 !== 0 && { email: newEmail(), dateOfBirth: `1980-01-1${index}` };
    await organisation.create({ firstName, surname: 'Berg', ...known });
  }
  return names.length;
}

async function walk({ api }: Organisation, search: Search, between = async () => {}) {
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.profiles.search({ ...search, ...(cursor !== undefined && { cursor }) });
    seen.push(...page.items.map(({ customerNumber }) => customerNumber));
    cursor = page.nextCursor;
    await between();
  } while (cursor !== undefined && seen.length < 100);
  return seen;
}

const ORDERS = (['customerNumber', 'firstName', 'surname', 'email', 'dateOfBirth', 'organisationId'] as const).flatMap(
  (sortBy) => [{ sortBy, sortDirection: 'asc' } as const, { sortBy, sortDirection: 'desc' } as const],
);

export function searchContract(newOrganisation: NewOrganisation): void {
  describe('paginated search', () => {
    test('pages tell how many there are, and one past the end is empty', async () => {
      const organisation = newOrganisation();
      const total = await populated(organisation);
      const page = (page: number) => organisation.api.profiles.search({ surname: 'be', page, perPage: 3 });
      expect(await page(0)).toMatchObject({ totalItems: total, totalPages: 3, nextCursor: expect.any(String) });
      const last = await page(2);
      expect(last.items).toHaveLength(2);
      expect(last).not.toHaveProperty('nextCursor');
      expect(await page(3)).toStrictEqual({ items: [], totalItems: total, totalPages: 3 });
      expect((await page(0)).items[0]).toMatchObject({ postalAddresses: [], personnelTickets: [] });
      expect((await page(0)).items[0]).not.toHaveProperty('preferences');
    });

    test.each(ORDERS)('by $sortBy $sortDirection a walk by cursor is the whole list, each once', async (order) => {
      const organisation = newOrganisation();
      await populated(organisation);
      const whole = await organisation.api.profiles.search({ surname: 'berg', ...order, perPage: 100 });
      const numbers = whole.items.map(({ customerNumber }) => customerNumber);
      for (const perPage of [1, 3]) {
        expect(await walk(organisation, { surname: 'berg', ...order, perPage })).toEqual(numbers);
      }
      const keys = whole.items.map((item) => item[order.sortBy] ?? '');
      for (const [index, key] of keys.entries()) {
        // Ties go by customer number, whichever the direction.
        if (index > 0 && key === keys[index - 1] && order.sortBy !== 'customerNumber') {
          expect(numbers[index]).toBeGreaterThan(numbers[index - 1] ?? 0);
        }
      }
    });

    test('names go by the Norwegian alphabet', async () => {
      const organisation = newOrganisation();
      await populated(organisation);
      const { items } = await organisation.api.profiles.search({ surname: 'berg', sortBy: 'firstName' });
      const names = items.map(({ firstName }) => firstName);
      expect(names).toEqual(['Anna', 'Anna', 'Bo', 'Zara', 'Ærlend', 'Øyvind', 'Åse', 'Aasmund']);
    });

    test('without a total the pages and cursors are the same, and the totals are absent', async () => {
      const organisation = newOrganisation();
      await populated(organisation);
      const search = { surname: 'berg', perPage: 3, includeTotal: false } as const;
      const page = await organisation.api.profiles.search(search);
      expect(page).not.toHaveProperty('totalItems');
      expect(page).not.toHaveProperty('totalPages');
      expect(await walk(organisation, search)).toEqual(await walk(organisation, { ...search, includeTotal: true }));
      // A later page may ask for the total.
      const cursor = page.nextCursor ?? '';
      const next = await organisation.api.profiles.search({ ...search, cursor, includeTotal: true });
      expect(next).toMatchObject({ totalItems: 8, totalPages: 3 });
    });

    test('names sort as Intl.Collator(nb) sorts them, also with rare letters and punctuation', async () => {
      const organisation = newOrganisation();
      const names = [
        'O’Hara',
        "O'Hara",
        'Ohara',
        'O Hara',
        'Ŋuŋŋá',
        'Nils',
        'Əli',
        'Eli',
        'Ås',
        'Aas',
        'Őze',
        'Østby',
        'Űri',
        'Ytre',
      ];
      for (const firstName of [...names].reverse()) await organisation.create({ firstName, surname: 'Berg' });
      const { items } = await organisation.api.profiles.search({ surname: 'berg', sortBy: 'firstName', perPage: 100 });
      expect(items.map(({ firstName }) => firstName)).toEqual([...names].sort(new Intl.Collator('nb').compare));
    });

    test('post codes are found without regard to blanks and hyphens', async () => {
      const organisation = newOrganisation();
      const address = { town: 'Stockholm', typeOfAddress: 'P', countryCode: 'SWE', postCode: '114 55' } as const;
      const { customerNumber } = await organisation.create({ postalAddresses: [address] });
      for (const postCode of ['11455', '114-55', ' 114 55']) {
        expect((await organisation.api.profiles.search({ postCode })).items).toMatchObject([{ customerNumber }]);
      }
    });

    test('a walk neither skips nor repeats while others write', async () => {
      const organisation = newOrganisation();
      await populated(organisation);
      const before = await walk(organisation, { surname: 'berg', perPage: 100 });
      for (const order of ORDERS) {
        const surname = 'Berg';
        let others = 2;
        const seen = await walk(organisation, { surname, perPage: 5, ...order }, async () => {
          if (others-- <= 0) return;
          await organisation.create({ surname, firstName: 'Aaa', email: newEmail(), dateOfBirth: '1900-01-01' });
        });
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen).toEqual(expect.arrayContaining(before));
      }
    });

    test('a cursor belongs to its search: any other one is refused', async () => {
      const organisation = newOrganisation();
      await populated(organisation);
      const { search } = organisation.api.profiles;
      const { nextCursor: cursor = '' } = await search({ surname: 'berg', perPage: 2 });
      await expectBadInput(search({ surname: 'be', cursor }), ['cursor']);
      await expectBadInput(search({ surname: 'berg', cursor, sortBy: 'email' }), ['cursor']);
      for (const garbage of ['x', '😀', 'W10', btoa('[1,2,3]')]) {
        await expectBadInput(search({ surname: 'berg', cursor: garbage }), ['cursor']);
      }
      expect((await search({ surname: 'berg', cursor, perPage: 100, page: 7 })).items).toHaveLength(6);
    });

    test('merged and deactivated customers are never found, temporary ones on request', async () => {
      const { api, create, mergedPair } = newOrganisation();
      const { target } = await mergedPair({ surname: 'Lie' }, { surname: 'Lie' });
      const gone = await create({ surname: 'Lie' });
      await api.profiles.deactivate({ customerNumber: gone.customerNumber });
      const temporary = await create({ surname: 'Lie', profileType: 'T', expirationDate: daysFromNow(1) });
      const found = async (fields: object) =>
        (await api.profiles.search({ surname: 'lie', ...fields })).items.map(({ customerNumber }) => customerNumber);
      expect(await found({})).toEqual([target.customerNumber]);
      expect(await found({ includeTemporary: true })).toEqual([target.customerNumber, temporary.customerNumber]);
    });

    test('all criteria must match, one must be given, and the organisation must be one’s own', async () => {
      const organisation = newOrganisation();
      await populated(organisation);
      const { search } = organisation.api.profiles;
      expect(await search({ surname: 'berg', firstName: 'anna' })).toMatchObject({ totalItems: 2 });
      expect(await search({ surname: 'berg', firstName: 'anna', dateOfBirth: '1980-01-11' })).toMatchObject({
        totalItems: 1,
      });
      await expectRefusal(search({ sortBy: 'email', page: 1 }), 400, 400);
      const { organisationId } = newOrganisation();
      await expectRefusal(search({ surname: 'berg', organisationId }), 610, 403);
    });

    test('a write is found by the next search', async () => {
      const { api, create, update } = newOrganisation();
      const customer = await create({ surname: 'Dahl' });
      expect(await api.profiles.search({ surname: 'dahl' })).toMatchObject({ totalItems: 1 });
      await update(customer, { surname: 'Moen' });
      expect(await api.profiles.search({ surname: 'dahl' })).toMatchObject({ totalItems: 0, totalPages: 0 });
      expect(await api.profiles.search({ surname: 'moen' })).toMatchObject({ totalItems: 1 });
    });
  });
}
