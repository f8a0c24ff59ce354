import { describe, expect, test } from 'vitest';
import type { StoredProfile } from '../ports/lookups.js';
import type { ProfileStore } from '../ports/profile-store.js';
import { asObject } from './as-object.js';
import { TenantStore } from './tenant-store.js';
import { FOR_ALL, OWN, profileOf } from './testing/tenants.js';
import type { Visible } from './visible.js';

const visible = <T>(value: T) => value as Visible<T>;
const always =
  <T>(value: T) =>
  async () =>
    value;

function storeWith(answers: object): ProfileStore {
  return answers as ProfileStore;
}

describe.each([
  ['of one organisation', OWN, false],
  ['that may act for all', FOR_ALL, true],
])('a caller %s', (_kind, caller, mayAct) => {
  const theirs = { organisationId: 2 };
  const email = 'kari@example.no';
  const store = new TenantStore(
    storeWith({
      ...{ currentEcard: always(theirs), currentEcardsNumbered: always([theirs]) },
      ...{ preferenceDefinitions: always([theirs]), preferenceDefinitionsOf: always([theirs]) },
      webhooks: { byId: always(theirs), of: always([theirs]) },
      duplicatePairs: { holdersOf: always([profileOf(7, { ...theirs, email })]) },
    }),
    caller,
  );
  const one = mayAct ? theirs : undefined;
  const all = mayAct ? [theirs] : [];

  test('gets nothing of another organisation, or all of it', async () => {
    expect(await store.currentEcard('57803', 1)).toBe(one);
    expect(await store.currentEcardsNumbered(1)).toEqual(all);
    expect(await store.preferenceDefinitions([1])).toEqual(all);
    expect(await store.preferenceDefinitionsOf(2)).toEqual(all);
    expect(await store.webhook('1')).toBe(one);
    expect(await store.webhooksOf(2)).toEqual(all);
    const candidates = await store.duplicateCandidates(visible(profileOf(1, { ...theirs, email })));
    expect(candidates.length > 0).toBe(mayAct);
  });

  test('learns that a card is held by any customer [CARD-1]', async () => {
    expect(await store.isEcardHeld('57803', 1)).toBe(true);
  });

  test('has lookups restricted to its own organisation unless it may act for all', async () => {
    const within: unknown[] = [];
    const note = async (_names: unknown, organisation?: number) => {
      within.push(organisation);
    };
    const restricted = new TenantStore(
      storeWith({ byCustomerNumber: note, byUuid: note, byCustomerNumbers: always([]) }),
      caller,
    );
    await restricted.byCustomerNumber(1);
    await restricted.byUuid('1');
    expect(within).toEqual(mayAct ? [undefined, undefined] : [1, 1]);
  });
});

test('a card without an owner is not held', async () => {
  const store = new TenantStore(storeWith({ currentEcard: always(undefined) }), OWN);
  expect(await store.isEcardHeld('57803', 1)).toBe(false);
  expect(await store.currentEcard('57803', 1)).toBeUndefined();
});

describe('the form in which profiles are read', () => {
  const form = (surname: string) => ({ byUuid: always(profileOf(1, { surname })) });
  const stored = { whole: form('whole as text'), summaries: form('summary as text') };
  const objects = { ...form('whole'), summaries: form('summary') };
  const readFrom = async (answers: object, respondsWithText: boolean | undefined, includes: object) => {
    const store = new TenantStore(storeWith(answers), OWN, respondsWithText);
    return (await store.showing(includes).byUuid('1'))?.requested.surname;
  };

  test.each([
    [{}, 'summary'],
    [{ includePreferences: true }, 'whole'],
    [{ includeNotes: true }, 'whole'],
    [{ includePreferences: false, includeNotes: null }, 'summary'],
  ])('%j', async (includes, expected) => {
    expect(await readFrom({ ...objects, stored }, true, includes)).toBe(`${expected} as text`);
    expect(await readFrom({ ...objects, stored }, undefined, includes)).toBe(expected);
    // A store that keeps objects.
    expect(await readFrom(objects, true, includes)).toBe(expected);
  });
});

test('the profiles of a person come in the order of their numbers, part by part, without those that are gone', async () => {
  const survivor = visible(profileOf(1, { relatedCustomerNumbers: [5, 3, 4] }));
  const merged = [profileOf(3), profileOf(5), profileOf(1, { surname: 'Read again' })];
  const byCustomerNumbers = async (numbers: readonly number[]) =>
    merged.filter(({ customerNumber }) => numbers.includes(customerNumber));
  const store = new TenantStore(storeWith({ byCustomerNumbers }), OWN);
  const numbersOf = async (start: number, count: number) =>
    (await store.profilesOfPerson(survivor, { start, count })).map(({ customerNumber }) => customerNumber);
  expect(await numbersOf(0, 2)).toEqual([1, 5]);
  expect(await numbersOf(2, 2)).toEqual([3]);
  expect((await store.profilesOfPerson(survivor, { start: 0, count: 1 }))[0]).toBe(survivor);
});

test('the history of a person is that of all its numbers, within its organisation', async () => {
  const asked: unknown[] = [];
  const changesOf = async (...question: unknown[]) => {
    asked.push(question);
    return [];
  };
  const survivor = visible(profileOf(1, { relatedCustomerNumbers: [5] }));
  const store = new TenantStore(storeWith({ changesOf, accessesOf: changesOf }), OWN);
  await store.changesOf(survivor, { limit: 3 });
  await store.accessesOf(survivor, { limit: 3 });
  expect(asked).toEqual([
    [[1, 5], { limit: 3, within: 1 }],
    [[1, 5], { limit: 3 }],
  ]);
});

test.each([0, 1, 3])('%i new addresses get as many ids', async (count) => {
  let last = 10;
  const nextPostalAddressId = async () => {
    last += 1;
    return last;
  };
  const store = new TenantStore(storeWith({ nextPostalAddressId }), OWN);
  expect(await store.nextPostalAddressIds(count)).toEqual([11, 12, 13].slice(0, count));
});

test('a customer whose number alone is shown is a data subject too', () => {
  const store = new TenantStore(storeWith({}), OWN);
  store.discloseNumber(5, 1);
  expect([...store.dataSubjects]).toEqual([[5, 1]]);
});

test('a profile that is stored in another form has an object too', () => {
  const profile = profileOf(1);
  expect(asObject(visible({ toProfile: () => profile } as StoredProfile))).toBe(profile);
});
