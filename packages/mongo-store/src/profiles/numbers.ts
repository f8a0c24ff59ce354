import type { Collection } from 'mongodb';
import { commandDeadline, untilAborted } from '../driver/deadline.js';
import type { CounterDocument } from '../schema/documents.js';

/** A sequence of numbers: its name, its first number, and the size of the block that a process reserves at once. */
interface Counted {
  readonly name: string;
  readonly first: number;
  readonly block: number;
}

export const CUSTOMER_NUMBERS: Counted = { name: 'customerNumber', first: 1_000_000, block: 100 };
export const PREFERENCE_IDS: Counted = { name: 'preferenceId', first: 1, block: 1 };

/**
 * Assigns numbers from blocks that are reserved outside any transaction. A restart leaves a gap. No number is assigned
 * twice, since a block belongs to this process from the moment the counter moved.
 */
export function numbersFrom(
  counters: Collection<CounterDocument>,
  { name, first, block }: Counted,
): () => Promise<number> {
  let next = 0;
  let end = 0;
  let reserving: Promise<void> | undefined;

  async function reserve(): Promise<void> {
    await counters.updateOne({ _id: name }, { $setOnInsert: { next: first } }, { upsert: true });
    const before = await counters.findOneAndUpdate({ _id: name }, { $inc: { next: block } });
    if (before === null) throw new Error(`The counter ${name} was deleted. Restore it: docs/operations.md.`);
    next = before.next;
    end = before.next + block;
  }

  return async () => {
    while (next >= end) {
      reserving ??= untilAborted(commandDeadline(), reserve()).finally(() => {
        reserving = undefined;
      });
      await reserving;
    }
    return next++;
  };
}

/** The number after the highest one that was ever reserved. */
export async function endOf(counters: Collection<CounterDocument>, { name, first }: Counted): Promise<number> {
  return (await counters.findOne({ _id: name }))?.next ?? first;
}
