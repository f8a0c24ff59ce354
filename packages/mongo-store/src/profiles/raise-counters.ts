import type { Collection } from 'mongodb';
import type { MongoConnection } from '../driver/connection.js';
import { translating } from '../driver/driver-errors.js';
import { insertGivenNames } from '../imports/given-names.js';
import { type Collections, collectionsOf } from '../schema/collections.js';
import type { CounterDocument } from '../schema/documents.js';
import { type Counted, CUSTOMER_NUMBERS, endOf, POSTAL_ADDRESS_IDS, PREFERENCE_IDS } from './numbers.js';

/** The numbers that were in use after a backup was made. */
export interface UsedNumbers {
  /** All that are known, imported ones included. */
  readonly customerNumbers: readonly number[];
  /** Those of customers that imports created: a row may have given them. */
  readonly imported: readonly ImportedNumbers[];
}

/** Numbers of customers that imports of an organisation created. */
export interface ImportedNumbers {
  readonly organisationId: number;
  readonly customerNumbers: readonly number[];
}

/**
 * Numbers that are left out above the highest known one. They cover customers whose events were not published before the
 * database was lost, and the blocks that processes had reserved.
 */
const SAFETY_MARGIN = 10_000;
/** The same for the ids of postal addresses, of which many more are assigned. Each run leaves out as many. */
const ADDRESS_MARGIN = 1_000_000;
/** Numbers in one lookup of the register of given numbers. */
const LOOKUP_SIZE = 1_000;

/**
 * Raises the counters of a restored database, so that no number that was assigned since the backup is assigned again.
 * Returns the next customer number. May be run again: counters are never lowered.
 *
 * [IMPORT-1] A number that a row gave does not move the counter, however large it is. Numbers of imports that the backup lacks
 * are registered, so that they stay taken and their organisation can import these customers again. Those that follow the
 * assigned ones without a larger gap than the margin may be assigned ones: they raise the counter.
 */
export function raiseCounters(
  { db }: Pick<MongoConnection, 'db'>,
  { customerNumbers, imported }: UsedNumbers,
): Promise<number> {
  return translating(async () => {
    const collections = collectionsOf(db);
    const { counters, givenNames, preferenceDefinitions } = collections;
    await insertGivenNames(
      givenNames,
      imported.flatMap(({ organisationId, customerNumbers: $in }) => $in.map((_id) => ({ _id, organisationId }))),
    );
    const assigned = await highestAssigned(collections, { customerNumbers, imported });
    await raise(counters, CUSTOMER_NUMBERS, assigned + 1 + SAFETY_MARGIN);
    // No event tells of the definitions since the backup.
    const [last] = await preferenceDefinitions
      .find({}, { sort: { _id: -1 }, limit: 1, projection: { _id: 1 } })
      .toArray();
    await raise(counters, PREFERENCE_IDS, (last?._id ?? 0) + 1 + SAFETY_MARGIN);
    // Nor of the postal addresses. The restored counter is above all that the backup holds.
    const addresses = await endOf(counters, POSTAL_ADDRESS_IDS);
    await raise(counters, POSTAL_ADDRESS_IDS, addresses + ADDRESS_MARGIN);
    return endOf(counters, CUSTOMER_NUMBERS);
  });
}

/** The highest number that the counter assigned: of the restored customers and of those that are known besides. */
async function highestAssigned(
  { profiles, givenNames, counters }: Pick<Collections, 'profiles' | 'givenNames' | 'counters'>,
  { customerNumbers: known, imported }: UsedNumbers,
): Promise<number> {
  /** The first of some numbers, which descend, that no row gave. */
  const firstAssigned = async (numbers: readonly number[]) => {
    const found = await givenNames.find({ _id: { $in: [...numbers] } }, { projection: { _id: 1 } }).toArray();
    const given = new Set<unknown>(found.map(({ _id }) => _id));
    return numbers.find((number) => !given.has(number));
  };
  const storedBelow = async (limit: number) => {
    const options = { sort: { _id: -1 }, limit: LOOKUP_SIZE, projection: { _id: 1 } } as const;
    return (await profiles.find({ _id: { $lt: limit } }, options).toArray()).map(({ _id }) => _id);
  };
  const storedPages = async function* () {
    for (let page = await storedBelow(Number.POSITIVE_INFINITY); page.length > 0; ) {
      yield page;
      page = await storedBelow(page.at(-1) ?? 0);
    }
  };
  const firstOf = async (pages: AsyncIterable<readonly number[]> | Iterable<readonly number[]>) => {
    for await (const page of pages) {
      const found = await firstAssigned(page);
      if (found !== undefined) return found;
    }
    return 0;
  };
  const stored = await firstOf(storedPages());
  const others = known.filter((number) => number > stored).toSorted((one, other) => other - one);
  const highest = Math.max(stored, await firstOf(inPages(others)));
  const restored = (await endOf(counters, CUSTOMER_NUMBERS)) - 1;
  return (
    endOfSequence(
      Math.max(highest, restored),
      imported.flatMap(({ customerNumbers }) => customerNumbers),
    ) ?? highest
  );
}

function* inPages(numbers: readonly number[]): Generator<readonly number[]> {
  for (let from = 0; from < numbers.length; from += LOOKUP_SIZE) yield numbers.slice(from, from + LOOKUP_SIZE);
}

/** The last of the numbers that follow a start, each within the margin after the one before. Undefined if none does. */
function endOfSequence(start: number, numbers: readonly number[]): number | undefined {
  let end = start;
  for (const number of numbers.toSorted((one, other) => one - other)) {
    if (number > end + SAFETY_MARGIN) break;
    end = Math.max(end, number);
  }
  return end > start ? end : undefined;
}

async function raise(counters: Collection<CounterDocument>, { name, first }: Counted, next: number): Promise<void> {
  await counters.updateOne({ _id: name }, { $max: { next: Math.max(first, next) } }, { upsert: true });
}
