import type { Caller } from '@profiles/contracts';
import type { Profile } from '@profiles/domain';
import { describe, expect, test } from 'vitest';
import type { Lookups } from '../ports/lookups.js';
import { TenantLookups } from './tenant-lookups.js';
import { FOR_ALL, OWN, profileOf } from './testing/tenants.js';

const MERGED = profileOf(1, { status: 'P', parentId: 2 });
const SURVIVOR = profileOf(2, { relatedCustomerNumbers: [1] });
const ALONE = profileOf(1);

function lookupsOf(answers: Partial<Lookups<Profile>>, caller: Caller = OWN) {
  const scope = {
    caller,
    organisationId: 1,
    dataSubjects: new Map<number, number>(),
    mergedSubjects: new Set<number>(),
  };
  return { lookups: new TenantLookups(answers as Lookups<Profile>, scope), scope };
}

/** Gives the values one after the other, and the last one again and again. */
const inTurn =
  <T>(...values: T[]) =>
  async () =>
    (values.length > 1 ? values.shift() : values[0]) as T;

describe('a profile whose merges change between two reads', () => {
  test('is shown as itself once it is unmerged', async () => {
    const { lookups } = lookupsOf({ byCustomerNumber: inTurn(MERGED, ALONE), survivorOf: inTurn(ALONE) });
    expect(await lookups.byCustomerNumber(1)).toEqual({ requested: ALONE, survivor: ALONE });
  });

  test('is read again when its survivor is not found', async () => {
    const { lookups } = lookupsOf({
      byCustomerNumber: inTurn(MERGED, MERGED),
      survivorOf: inTurn<Profile | undefined>(undefined, SURVIVOR),
    });
    expect(await lookups.byCustomerNumber(1)).toEqual({ requested: MERGED, survivor: SURVIVOR });
  });

  test('is unknown once it is erased', async () => {
    const { lookups, scope } = lookupsOf({
      byCustomerNumber: inTurn<Profile | undefined>(MERGED, undefined),
      survivorOf: inTurn(undefined),
    });
    expect(await lookups.byCustomerNumber(1)).toBeUndefined();
    expect(scope.dataSubjects.size).toBe(0);
  });

  test('is unknown if they never stop changing: the call ends', async () => {
    const { lookups } = lookupsOf({ byCustomerNumber: inTurn(MERGED), survivorOf: inTurn(undefined) });
    expect(await lookups.byCustomerNumber(1)).toBeUndefined();
  });

  test('is found among several too', async () => {
    const { lookups } = lookupsOf({
      byCustomerNumbers: inTurn([MERGED, profileOf(3)]),
      survivorsOf: inTurn([]),
      survivorOf: inTurn(undefined),
      byCustomerNumber: inTurn(ALONE),
    });
    const named = await lookups.named({ customerNumbers: [3, 1] });
    expect(named.map(({ requested, found }) => [requested, found?.survivor])).toEqual([
      [3, profileOf(3)],
      [1, ALONE],
    ]);
  });
});

test('several names of one customer lead to it, each as it was asked for', async () => {
  const asked: unknown[] = [];
  const survivorsOf = async (...question: unknown[]) => {
    asked.push(question);
    return [SURVIVOR];
  };
  const { lookups } = lookupsOf({ byCustomerNumbers: inTurn([MERGED, SURVIVOR]), survivorsOf });
  const named = await lookups.named({ customerNumbers: [2, 1, 9, 1] });
  expect(named).toEqual([
    { requested: 2, found: { requested: SURVIVOR, survivor: SURVIVOR } },
    { requested: 1, found: { requested: MERGED, survivor: SURVIVOR } },
    { requested: 9, found: undefined },
    { requested: 1, found: { requested: MERGED, survivor: SURVIVOR } },
  ]);
  expect(asked).toEqual([[[1], 1]]);
});

test('no name leads nowhere', async () => {
  const { lookups } = lookupsOf({ byCustomerRefs: inTurn([]) });
  expect(await lookups.named({})).toEqual([]);
});

test('[ERASE-1] a lookup notes whose data it has read, and whose values that data can hold', async () => {
  const { lookups, scope } = lookupsOf({ byUuid: inTurn(MERGED), survivorOf: inTurn(SURVIVOR) });
  await lookups.byUuid('1');
  expect([...scope.dataSubjects]).toEqual([
    [1, 1],
    [2, 1],
  ]);
  expect([...scope.mergedSubjects]).toEqual([1]);
});

describe.each([
  ['of one organisation', OWN, undefined],
  ['that may act for all', FOR_ALL, profileOf(7, { organisationId: 2 })],
])('a caller %s', (_kind, caller, expected) => {
  const foreign = profileOf(7, { organisationId: 2 });
  const { lookups } = lookupsOf(
    {
      ...{ byCustomerNumber: inTurn(foreign), byUuid: inTurn(foreign), byCustomerRef: inTurn(foreign) },
      ...{ byLogin: inTurn([foreign]), find: inTurn([foreign]), byCustomerNumbers: inTurn([foreign]) },
    },
    caller,
  );

  test('gets a profile of another organisation from no lookup, or from each', async () => {
    expect((await lookups.byCustomerNumber(7))?.survivor).toEqual(expected);
    expect((await lookups.byUuid('7'))?.survivor).toEqual(expected);
    expect((await lookups.byCustomerRef(2, '7'))?.survivor).toEqual(expected);
    const all = expected === undefined ? [] : [expected];
    expect(await lookups.byLogin(2, 'kari')).toEqual(all);
    expect(await lookups.find({ organisationId: 2, terms: [], includeTemporary: false, limit: 1 })).toEqual(all);
  });

  test('finds it by a list of numbers never', async () => {
    expect(await lookups.named({ customerNumbers: [7] })).toEqual([{ requested: 7, found: undefined }]);
  });
});
