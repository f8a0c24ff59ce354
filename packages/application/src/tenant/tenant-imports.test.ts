import type { Profile } from '@profiles/domain';
import { expect, test } from 'vitest';
import type { GivenNames } from '../ports/imports.js';
import type { ProfileStore } from '../ports/profile-store.js';
import { TenantImports } from './tenant-imports.js';
import { profileOf } from './testing/tenants.js';

const RECORD = { id: 'import' } as Parameters<TenantImports['images']>[0];
const merged = (customerNumber: number) => profileOf(customerNumber, { status: 'P', parentId: 9 });

/** The imports of organisation 1, over a store that notes its questions. */
function importsOf() {
  const asked: unknown[] = [];
  const noting = new Proxy({} as Record<string, unknown>, {
    get:
      (_target, name) =>
      async (...question: unknown[]) => {
        asked.push([name, ...question]);
        return 'what was found';
      },
  });
  const store = new Proxy({ imports: noting } as Record<string, unknown>, {
    get: (target, name) => target[String(name)] ?? noting[String(name)],
  });
  return { imports: new TenantImports(store as unknown as ProfileStore, 1), asked };
}

type Asking<T> = (imports: TenantImports, some: readonly T[]) => Promise<unknown>;

/** A read in bulk: what it is about, and the question to the store. */
const BY_NUMBERS: readonly [string, Asking<number>, readonly unknown[]][] = [
  ['images', (imports, some) => imports.images(RECORD, some), ['import', 1, [5, 6]]],
  ['createdBy', (imports, some) => imports.createdBy(RECORD, some), ['import', 1, [5, 6]]],
  ['byCustomerNumbers', (imports, some) => imports.profiles(some), [[5, 6], 1]],
  ['survivorsOf', (imports, some) => imports.survivorsOf(some.map(merged)), [[5, 6], 1]],
  ['currentEcardsAmong', (imports, some) => imports.currentEcardsAmong(some), [[5, 6]]],
  ['ecardsOfAll', (imports, some) => imports.ecardsOfAll(some), [[5, 6]]],
  ['passwordHashesOf', (imports, some) => imports.passwordHashesOf(some), [1, [5, 6]]],
];
const BY_TEXTS: readonly [string, Asking<string>, readonly unknown[]][] = [
  ['holdersOf', (imports, some) => imports.holdersOf(some), [1, ['a', 'b']]],
  ['byCustomerRefs', (imports, some) => imports.profilesByRef(some), [1, ['a', 'b']]],
];

test.each(BY_NUMBERS)('%s is asked for within the organisation', async (name, ask, question) => {
  const { imports, asked } = importsOf();
  expect(await ask(imports, [5, 6])).toBe('what was found');
  expect(asked).toEqual([[name, ...question]]);
});

test.each(BY_TEXTS)('%s is asked for within the organisation', async (name, ask, question) => {
  const { imports, asked } = importsOf();
  expect(await ask(imports, ['a', 'b'])).toBe('what was found');
  expect(asked).toEqual([[name, ...question]]);
});

const ALL: readonly [string, Asking<never>][] = [...BY_NUMBERS, ...BY_TEXTS].map(([name, ask]) => [name, ask]);

test.each(ALL)('%s about nothing takes no read', async (_name, ask) => {
  const { imports, asked } = importsOf();
  const found = (await ask(imports, [])) as Iterable<unknown>;
  expect([...found]).toEqual([]);
  expect(asked).toEqual([]);
});

test('the survivors of merged profiles alone are asked for', async () => {
  const { imports, asked } = importsOf();
  await imports.survivorsOf([merged(5), profileOf(6)]);
  expect(asked).toEqual([['survivorsOf', [5], 1]]);
  const alone: readonly Profile[] = [profileOf(6)];
  expect(await imports.survivorsOf(alone)).toEqual([]);
});

test.each<[GivenNames, number]>([
  [{ customerNumbers: [5], uuids: [] }, 1],
  [{ customerNumbers: [], uuids: ['u'] }, 1],
  [{ customerNumbers: [], uuids: [] }, 0],
])('[IMPORT-1] of the names %j it is asked %i times which can not be given', async (names, times) => {
  const { imports, asked } = importsOf();
  const unavailable = await imports.unavailable(names, true);
  expect(asked).toEqual(Array(times).fill(['unavailable', 1, names, true]));
  if (times === 0) expect(unavailable).toEqual({ ...names, lastRevisions: new Map() });
});
