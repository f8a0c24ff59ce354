import type { ProfileSearch } from '@profiles/application';
import type { Profile } from '@profiles/domain';
import { describe, expect, test } from 'vitest';
import { changed, saved } from './given.js';
import type { StoreScene } from './store-under-test.js';

/** From many matches to a number at which the walk begins with a stretch of one customer. */
const MANY = [1_001, 5_000, 1_000_000_000];
const CASES = MANY.flatMap((matches) =>
  (['asc', 'desc'] as const).map((direction): [number, 'asc' | 'desc'] => [matches, direction]),
);

const NORDMANN = { kind: 'surname', text: 'nord', match: 'prefix' } as const;

/** Customers with gaps in their numbers, others of the organisation and of another one between them. */
async function scattered(scene: StoreScene, other: StoreScene): Promise<Profile[]> {
  const profiles: Profile[] = [];
  for (const gap of [0, 3, 0, 1, 17, 0, 40, 2]) {
    for (let i = 0; i < gap; i++) await scene.store.nextCustomerNumber();
    await saved(other, { surname: 'Nordmann' });
    await saved(scene, { surname: 'Hansen' });
    await saved(scene, { surname: 'Nordmann', profileType: 'T' });
    await changed(scene, await saved(scene, { surname: 'Nordmann' }), { status: 'D' });
    profiles.push(await saved(scene, { surname: 'Nordmann' }));
  }
  return profiles;
}

/** The store then may go through the customers by number: that must not show. */
export function findByNumberContract(newScene: () => StoreScene): void {
  describe('find among very many matches', () => {
    test.each(CASES)('%d matches, %s: the same as without knowing how many', async (matches, direction) => {
      const scene = newScene();
      const profiles = await scattered(scene, newScene());
      const search: ProfileSearch = {
        organisationId: scene.organisationId,
        terms: [NORDMANN],
        includeTemporary: false,
        limit: 100,
        order: { by: 'customerNumber', direction },
      };
      const expected = direction === 'asc' ? profiles : [...profiles].reverse();
      expect(await scene.store.find(search)).toStrictEqual(expected);
      for (const limit of [1, 3, 7, 8, 9, 100]) {
        expect(await scene.store.find({ ...search, matches, limit })).toStrictEqual(expected.slice(0, limit));
      }
    });

    test.each(CASES)('%d matches, %s: a walk shows everybody once', async (matches, direction) => {
      const scene = newScene();
      const profiles = await scattered(scene, newScene());
      const expected = direction === 'asc' ? profiles : [...profiles].reverse();
      for (const limit of [1, 3, 8]) {
        const walked: Profile[] = [];
        for (let last = walked.at(-1); walked.length <= expected.length; last = walked.at(-1)) {
          const page = await scene.store.find({
            organisationId: scene.organisationId,
            terms: [NORDMANN],
            includeTemporary: false,
            order: { by: 'customerNumber', direction },
            ...(last !== undefined && { after: { customerNumber: last.customerNumber } }),
            matches,
            limit,
          });
          if (page.length === 0) break;
          walked.push(...page);
        }
        expect(walked).toStrictEqual(expected);
      }
    });

    test.each(MANY)('%d matches in another order, or with some left out: the same too', async (matches) => {
      const scene = newScene();
      const profiles = await scattered(scene, newScene());
      const search = { organisationId: scene.organisationId, terms: [NORDMANN], includeTemporary: false, matches };
      const bySurname = { by: 'surname', direction: 'desc' } as const;
      expect(await scene.store.find({ ...search, limit: 3, skip: 2 })).toStrictEqual(profiles.slice(2, 5));
      expect(await scene.store.find({ ...search, limit: 3, order: bySurname })).toStrictEqual(profiles.slice(0, 3));
    });

    test.each(MANY)('%d matches that are gone by now: nothing, in both directions', async (matches) => {
      const { store, organisationId } = newScene();
      const search = { organisationId, terms: [NORDMANN], includeTemporary: true, matches, limit: 5 };
      expect(await store.find(search)).toEqual([]);
      expect(await store.find({ ...search, order: { by: 'customerNumber', direction: 'desc' } })).toEqual([]);
    });
  });
}
