import type { Collection } from 'mongodb';
import { commandDeadline, untilAborted } from '../driver/deadline.js';
import type { Collections } from '../schema/collections.js';
import type { CounterDocument } from '../schema/documents.js';

/** A sequence of numbers: its name, its first number, and the size of the block that a process reserves at once. */
export interface Counted {
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
  /** Whether this process has found the counter. One that is gone later was deleted. */
  let isThere = false;

  async function reserve(): Promise<void> {
    if (!isThere) await counters.updateOne({ _id: name }, { $setOnInsert: { next: first } }, { upsert: true });
    isThere = true;
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
