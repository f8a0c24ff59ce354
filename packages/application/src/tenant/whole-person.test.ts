import type { EcardOwnership, Profile } from '@profiles/domain';
import { expect, test } from 'vitest';
import type { ProfileReader } from '../ports/profile-store.js';
import { profileOf } from './testing/tenants.js';
import { partOfPerson } from './whole-person.js';

const SURVIVOR = 1;

/** A person with a number of merged profiles, each with one card, and the erasure of all of it part by part. */
function personWith(mergedIn: number) {
  const numbers = Array.from({ length: mergedIn }, (_, at) => SURVIVOR + 1 + at);
  const survivor = profileOf(SURVIVOR, { relatedCustomerNumbers: numbers });
  const stored = new Map(
    [survivor, ...numbers.map((number) => profileOf(number))].map((one) => [one.customerNumber, one]),
  );
  const asked: number[] = [];
  const other = profileOf(9_999, { distinctFrom: [SURVIVOR] });
  const store: Partial<ProfileReader> = {
    byCustomerNumbers: async (wanted) => {
      asked.push(wanted.length);
      return wanted.flatMap((number) => stored.get(number) ?? []);
    },
    ecardsOf: async (customerNumber) => [{ id: `card ${customerNumber}`, customerNumber } as EcardOwnership],
    markedDistinctFrom: async (_organisation, wanted) => (wanted.includes(SURVIVOR) ? [survivor, other] : []),
  };
  return {
    stored,
    /** The numbers of profiles that were asked for. */
    asked,
    other,
    survivor,
    part: () => partOfPerson(store as ProfileReader, survivor),
    erase: (profiles: readonly Profile[]) => {
      for (const { customerNumber } of profiles) stored.delete(customerNumber);
    },
  };
}

test.each([
  [0, [0]],
  [1, [1]],
  [100, [100]],
  [101, [100, 1]],
  [200, [100, 100]],
  [250, [100, 100, 50]],
])(
  '[ERASE-1] a person with %i merged profiles is read in parts of %j of them, the survivor in the last',
  async (mergedIn, sizes) => {
    const person = personWith(mergedIn);
    const cards: string[] = [];
    const found: number[] = [];
    for (let isLast = false; !isLast; ) {
      const part = await person.part();
      isLast = part.isLast;
      expect(part.survivor).toBe(person.survivor);
      expect(part.markedDistinct).toEqual(isLast ? [person.other] : []);
      found.push(part.mergedIn.length);
      cards.push(...part.ecards.map(({ id }) => id));
      person.erase(isLast ? [person.survivor, ...part.mergedIn] : part.mergedIn);
    }
    expect(found).toEqual(sizes);
    expect(person.stored.size).toBe(0);
    expect(Math.max(...person.asked, 1)).toBeLessThanOrEqual(100);
    expect(person.asked).not.toContain(0);
    expect(new Set(cards).size).toBe(mergedIn + 1);
    expect(cards).toHaveLength(mergedIn + 1);
  },
);
