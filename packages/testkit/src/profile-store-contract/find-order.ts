import type { ProfileSearch, SearchOrder, SearchPlace } from '@profiles/application';
import { type Profile, type SearchTerm, type SortBy, sortKeysOf, wordTerms } from '@profiles/domain';
import { describe, expect, test } from 'vitest';
import { saved } from './given.js';
import type { StoreScene } from './store-under-test.js';

/** In the order of their numbers. */
const PEOPLE: readonly Partial<Profile>[] = [
  { firstName: 'Kari', surname: 'Zetlitz', email: 'c@x.no', dateOfBirth: '1990-05-05' },
  { firstName: 'Åse', surname: 'Aas', dateOfBirth: '1980-01-01' },
  { firstName: 'Bjørn', surname: 'Ås', email: 'A@x.no' },
  { firstName: 'kari', surname: 'Ærlig', email: 'b@x.no', dateOfBirth: '1990-05-05' },
  { firstName: 'Ola', surname: 'Ødegård', dateOfBirth: '1980-01-01' },
  { firstName: 'Bjorn', surname: 'Berg', email: 'B2@x.no' },
];

/** The expected order, upwards and downwards. Ties are upwards by number both times. */
const ORDERS: Readonly<Record<SortBy, { asc: readonly number[]; desc: readonly number[] }>> = {
  customerNumber: { asc: [0, 1, 2, 3, 4, 5], desc: [5, 4, 3, 2, 1, 0] },
  organisationId: { asc: [0, 1, 2, 3, 4, 5], desc: [0, 1, 2, 3, 4, 5] },
  firstName: { asc: [5, 2, 3, 0, 4, 1], desc: [1, 4, 0, 3, 2, 5] },
  surname: { asc: [5, 0, 3, 4, 2, 1], desc: [1, 2, 4, 3, 0, 5] },
  email: { asc: [1, 4, 2, 5, 3, 0], desc: [0, 3, 5, 2, 1, 4] },
  dateOfBirth: { asc: [2, 5, 1, 4, 0, 3], desc: [0, 3, 1, 4, 2, 5] },
};
const CASES = (Object.keys(ORDERS) as SortBy[]).flatMap((by) =>
  (['asc', 'desc'] as const).map((direction): [SortBy, 'asc' | 'desc'] => [by, direction]),
);

/** Where a profile stands, as the use case keeps it in a cursor. */
function placeOf(profile: Profile, { by }: SearchOrder): SearchPlace {
  const { customerNumber } = profile;
  return by === 'customerNumber' || by === 'organisationId'
    ? { customerNumber }
    : { customerNumber, key: sortKeysOf(profile)[by] };
}

async function crowd(scene: StoreScene) {
  const profiles: Profile[] = [];
  for (const fields of PEOPLE) profiles.push(await saved(scene, fields));
  return profiles;
}

const everybody = ({ organisationId }: StoreScene): ProfileSearch => ({
  organisationId,
  terms: [],
  includeTemporary: false,
  limit: 100,
});

export function findOrderContract(newScene: () => StoreScene): void {
  describe('find in an order', () => {
    test.each(CASES)('by %s, %s: all of them, ties by number', async (by, direction) => {
      const scene = newScene();
      const profiles = await crowd(scene);
      const found = await scene.store.find({ ...everybody(scene), order: { by, direction } });
      expect(found.map((one) => profiles.findIndex((two) => two.customerNumber === one.customerNumber))).toEqual(
        ORDERS[by][direction],
      );
    });

    test.each(CASES)('by %s, %s: leaving out the first ones', async (by, direction) => {
      const scene = newScene();
      await crowd(scene);
      const search = { ...everybody(scene), order: { by, direction } };
      const whole = await scene.store.find(search);
      for (const skip of [0, 1, 3, 5, 6, 7]) {
        expect(await scene.store.find({ ...search, skip })).toStrictEqual(whole.slice(skip));
        expect(await scene.store.find({ ...search, skip, limit: 2 })).toStrictEqual(whole.slice(skip, skip + 2));
      }
    });

    test.each(CASES)('by %s, %s: a walk from place to place shows everybody once', async (by, direction) => {
      const scene = newScene();
      await crowd(scene);
      const order = { by, direction };
      const search = { ...everybody(scene), order };
      const whole = await scene.store.find(search);
      for (const limit of [1, 2, 4]) {
        const walked: Profile[] = [];
        for (let last = walked.at(-1); walked.length <= whole.length; last = walked.at(-1)) {
          const after = last === undefined ? {} : { after: placeOf(last, order) };
          const page = await scene.store.find({ ...search, ...after, limit });
          if (page.length === 0) break;
          walked.push(...page);
        }
        expect(walked).toStrictEqual(whole);
      }
    });

    test('a place need not be taken: what was there may have gone meanwhile', async () => {
      const scene = newScene();
      const profiles = await crowd(scene);
      const order = { by: 'surname', direction: 'asc' } as const;
      const search = { ...everybody(scene), order };
      const whole = await scene.store.find(search);
      const [, second] = whole;
      if (second === undefined) throw new Error('There are six.');
      await scene.commit({ profiles: [{ before: second }] });
      const rest = await scene.store.find({ ...search, after: placeOf(second, order) });
      expect(rest).toStrictEqual(whole.slice(2));
      expect(profiles).toHaveLength(6);
    });

    test('leaving out counts from the place', async () => {
      const scene = newScene();
      await crowd(scene);
      const order = { by: 'firstName', direction: 'desc' } as const;
      const search = { ...everybody(scene), order };
      const whole = await scene.store.find(search);
      const [first] = whole;
      if (first === undefined) throw new Error('There are six.');
      const after = placeOf(first, order);
      expect(await scene.store.find({ ...search, after, skip: 2, limit: 2 })).toStrictEqual(whole.slice(3, 5));
    });

    test('keys are compared character by character, those beyond the basic plane too', async () => {
      const scene = newScene();
      const numbers = [];
      for (const surname of ['😀', '\uffee', 'a']) numbers.push((await saved(scene, { surname })).customerNumber);
      const found = await scene.store.find({ ...everybody(scene), order: { by: 'surname', direction: 'asc' } });
      expect(found.map(({ customerNumber }) => customerNumber)).toEqual(numbers.reverse());
    });
  });

  describe('count', () => {
    test('as many as a search without a limit finds', async () => {
      const [scene, other] = [newScene(), newScene()];
      await crowd(scene);
      await crowd(other);
      await saved(scene, { profileType: 'T', surname: 'Aas' });
      await saved(scene, { status: 'D', surname: 'Aas' });
      const { store, organisationId } = scene;
      const [aas] = wordTerms('surname', 'aas') as [SearchTerm];
      const [aase] = wordTerms('firstName', 'aase') as [SearchTerm];
      const count = (terms: ProfileSearch['terms'], includeTemporary = false) =>
        store.count({ organisationId, terms, includeTemporary });
      expect(await count([aas])).toBe(2);
      expect(await count([aas], true)).toBe(3);
      expect(await count([aas, aase])).toBe(1);
      expect(await count([{ ...aas, text: 'unknown' }])).toBe(0);
      expect(
        await store.count({ organisationId: newScene().organisationId, terms: [aas], includeTemporary: true }),
      ).toBe(0);
    });
  });
}
