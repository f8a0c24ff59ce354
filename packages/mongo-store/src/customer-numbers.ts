import type { Collection } from 'mongodb';
import type { CounterDocument } from './documents.js';

const FIRST_NUMBER = 1_000_000;
const BLOCK = 100;
const COUNTER = 'customerNumber';

/**
 * Gives out customer numbers from blocks reserved outside any transaction. A restart leaves a gap; no number is ever
 * given twice, since a block is this process's own from the moment the counter moved.
 */
export function customerNumbers(counters: Collection<CounterDocument>): () => Promise<number> {
  let next = 0;
  let end = 0;
  let reserving: Promise<void> | undefined;

  async function reserve(): Promise<void> {
    await counters.updateOne({ _id: COUNTER }, { $setOnInsert: { next: FIRST_NUMBER } }, { upsert: true });
    const before = await counters.findOneAndUpdate({ _id: COUNTER }, { $inc: { next: BLOCK } });
    if (before === null) throw new Error('The counter of customer numbers is gone.');
    next = before.next;
    end = before.next + BLOCK;
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
