import type { Collection } from 'mongodb';
import type { CounterDocument } from '../schema/documents.js';

/** What is counted, where it starts, and how many numbers a process reserves at once. */
interface Counted {
  readonly name: string;
  readonly first: number;
  readonly block: number;
}

export const CUSTOMER_NUMBERS: Counted = { name: 'customerNumber', first: 1_000_000, block: 100 };
export const PREFERENCE_IDS: Counted = { name: 'preferenceId', first: 1, block: 1 };

/**
 * Gives out numbers from blocks reserved outside any transaction. A restart leaves a gap; no number is ever given
 * twice, since a block is this process's own from the moment the counter moved.
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
    if (before === null) throw new Error(`The counter ${name} is gone.`);
    next = before.next;
    end = before.next + block;
  }

  return async () => {
    while (next >= end) {
      reserving ??= reserve().finally(() => {
        reserving = undefined;
      });
      await reserving;
    }
    return next++;
  };
}

/** The number after the highest that was ever given out. */
export async function endOf(counters: Collection<CounterDocument>, { name, first }: Counted): Promise<number> {
  return (await counters.findOne({ _id: name }))?.next ?? first;
}
