import type { Collection } from 'mongodb';
import { commandDeadline, untilAborted } from '../driver/deadline.js';
import type { Collections } from '../schema/collections.js';
import type { CounterDocument } from '../schema/documents.js';

/** A sequence of numbers: its name, its first number, and the size of the block that a process reserves at once. */
interface Counted {
  readonly name: string;
  readonly first: number;
  readonly block: number;
}

export const CUSTOMER_NUMBERS: Counted = { name: 'customerNumber', first: 1_000_000, block: 100 };
export const PREFERENCE_IDS: Counted = { name: 'preferenceId', first: 1, block: 1 };
/** Earlier versions counted the addresses of each customer from 1. These ids are above all of them. */
export const POSTAL_ADDRESS_IDS: Counted = { name: 'postalAddressId', first: 1_000_000, block: 100 };

/**
 * Assigns numbers from blocks that are reserved outside any transaction. A restart leaves a gap. No number is assigned
 * twice, since a block belongs to this process from the moment the counter moved.
 */
export function numbersFrom(
  counters: Collection<CounterDocument>,
  { name, first, block }: Counted,
  given?: Collections['givenNames'],
): () => Promise<number> {
  let next = 0;
  let end = 0;
  let leftOut: ReadonlySet<unknown> = new Set();
  let reserving: Promise<void> | undefined;

  async function reserve(): Promise<void> {
    await counters.updateOne({ _id: name }, { $setOnInsert: { next: first } }, { upsert: true });
    const before = await counters.findOneAndUpdate({ _id: name }, { $inc: { next: block } });
    if (before === null) throw new Error(`The counter ${name} was deleted. Restore it: docs/operating/runbook.md.`);
    // [IMPORT-1] Numbers that rows gave. Read after the block is reserved: see `unavailableNames`.
    const found = await given?.find({ _id: { $gte: before.next, $lt: before.next + block } }).toArray();
    leftOut = new Set(found?.map(({ _id }) => _id));
    next = before.next;
    end = before.next + block;
  }

  return async () => {
    for (;;) {
      while (next < end && leftOut.has(next)) next += 1;
      if (next < end) return next++;
      reserving ??= untilAborted(commandDeadline(), reserve()).finally(() => {
        reserving = undefined;
      });
      await reserving;
    }
  };
}

/** The number after the highest one that was ever reserved. */
export async function endOf(counters: Collection<CounterDocument>, { name, first }: Counted): Promise<number> {
  return (await counters.findOne({ _id: name }))?.next ?? first;
}

/** The numbers that were in use after a backup was made. */
export interface UsedNumbers {
  /** The highest customer number that is known. */
  readonly highestCustomerNumber?: number;
}

/**
 * Numbers that are left out above the highest known one. They cover customers whose events were not published before the
 * database was lost, and the blocks that processes had reserved.
 */
const SAFETY_MARGIN = 10_000;

/** The same for the ids of postal addresses, of which many more are assigned. Each run leaves out as many. */
const ADDRESS_MARGIN = 1_000_000;

/**
 * Raises the counters of a restored database, so that no number that was given out since the backup is given again.
 * Returns the next customer number. May be run again: counters are never lowered.
 */
export async function raiseNumbers(
  { counters, profiles, preferenceDefinitions }: Pick<Collections, 'counters' | 'profiles' | 'preferenceDefinitions'>,
  { highestCustomerNumber = 0 }: UsedNumbers,
): Promise<number> {
  const customers = Math.max(highestCustomerNumber, await highestId(profiles));
  await raise(counters, CUSTOMER_NUMBERS, customers + 1 + SAFETY_MARGIN);
  // No event tells of the definitions since the backup.
  await raise(counters, PREFERENCE_IDS, (await highestId(preferenceDefinitions)) + 1 + SAFETY_MARGIN);
  // Nor of the postal addresses. The restored counter is above all that the backup holds.
  const addresses = await endOf(counters, POSTAL_ADDRESS_IDS);
  await raise(counters, POSTAL_ADDRESS_IDS, addresses + ADDRESS_MARGIN);
  return endOf(counters, CUSTOMER_NUMBERS);
}

async function highestId(
  collection: Pick<Collections['profiles' | 'preferenceDefinitions'], 'aggregate'>,
): Promise<number> {
  const [last] = await collection
    .aggregate<{ _id: number }>([{ $sort: { _id: -1 } }, { $limit: 1 }, { $project: { _id: 1 } }])
    .toArray();
  return last?._id ?? 0;
}

async function raise(counters: Collection<CounterDocument>, { name, first }: Counted, next: number): Promise<void> {
  await counters.updateOne({ _id: name }, { $max: { next: Math.max(first, next) } }, { upsert: true });
}
