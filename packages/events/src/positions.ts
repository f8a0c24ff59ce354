import type { KV } from '@nats-io/kv';
import { LRUCache } from 'lru-cache';
import { StalePositionError } from './errors.js';
import { isWrongSequence } from './nats-errors.js';
import { comparePositions, type Position, positionFrom, positionText } from './position.js';

/**
 * Remembers how far each customer was handled. It makes a delivery that comes twice be handled once, so keep it at
 * least as safely as the work of the handler. A handler that stores the position in the transaction of its own work
 * handles nothing twice, even when the process dies in between.
 */
export interface Positions {
  /** Undefined when no event of the customer was handled yet. */
  get(customerNumber: number): Promise<Position | undefined>;
  /**
   * Stores a position if the stored one is still `expected` (compare-and-set): a process that was suspended must not
   * move back what its successor wrote.
   *
   * @param expected - what `get` returned, or what this process set last
   * @throws {@link StalePositionError} when another position is stored
   */
  set(customerNumber: number, position: Position, expected: Position | undefined): Promise<void>;
}

/** Positions that last as long as the process: for tests, and for handlers that may repeat everything after a restart. */
export function inMemoryPositions(): Positions {
  const positions = new Map<number, Position>();
  return {
    get: async (customerNumber) => positions.get(customerNumber),
    set: async (customerNumber, position, expected) => {
      assertExpected(positions.get(customerNumber), expected);
      positions.set(customerNumber, position);
    },
  };
}

/**
 * Positions in a key-value bucket that the caller opened. Prefer {@link natsPositions}: it needs no bucket of its own
 * and works with the permissions of deploy/nats.
 */
export function keyValuePositions(bucket: KV): Positions {
  return sequencedPositions({
    async read(customerNumber) {
      const entry = await bucket.get(String(customerNumber));
      return entry === null ? undefined : { text: entry.string(), sequence: entry.revision };
    },
    write: (customerNumber, text, sequence) => bucket.put(String(customerNumber), text, { previousSeq: sequence }),
  });
}

/** A store that numbers what is written under a key, and writes only after the number it is told. */
export interface SequencedStore {
  read(customerNumber: number): Promise<{ readonly text: string; readonly sequence: number } | undefined>;
  /** Answers with the new sequence. `sequence` is 0 when there must be no entry yet. */
  write(customerNumber: number, text: string, sequence: number): Promise<number>;
}

/** The sequences of this many customers are remembered; for others, `set` reads before it writes. */
const MAX_REMEMBERED = 100_000;

export function sequencedPositions(store: SequencedStore): Positions {
  const sequences = new LRUCache<number, number>({ max: MAX_REMEMBERED });
  async function get(customerNumber: number): Promise<Position | undefined> {
    const entry = await store.read(customerNumber);
    sequences.set(customerNumber, entry?.sequence ?? 0);
    // An empty entry is the marker of a deletion.
    return entry === undefined || entry.text === '' ? undefined : positionFrom(entry.text);
  }
  return {
    get,
    async set(customerNumber, position, expected) {
      if (!sequences.has(customerNumber)) assertExpected(await get(customerNumber), expected);
      const sequence = sequences.get(customerNumber) ?? 0;
      try {
        sequences.set(customerNumber, await store.write(customerNumber, positionText(position), sequence));
      } catch (error) {
        // Whether it was written is unknown, or another process wrote: the next call reads again.
        sequences.delete(customerNumber);
        if (!isWrongSequence(error)) throw error;
        throw new StalePositionError('The position was written by another process.', { cause: error });
      }
    },
  };
}

function assertExpected(stored: Position | undefined, expected: Position | undefined): void {
  const isSame =
    stored === undefined || expected === undefined ? stored === expected : comparePositions(stored, expected) === 0;
  if (!isSame) throw new StalePositionError('Another position is stored than the expected one.');
}
