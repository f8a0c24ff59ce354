import type { KV } from '@nats-io/kv';

/**
 * Up to which revision each customer was handled. It is what makes a delivery that comes twice be handled once, so it
 * should be kept at least as safely as what the handler does; kept in the same transaction, nothing is handled twice
 * even when the process dies in between.
 */
export interface Positions {
  /** Undefined when nothing of the customer was ever handled. */
  get(customerNumber: number): Promise<number | undefined>;
  set(customerNumber: number, revision: number): Promise<void>;
}

/** For tests, and for handlers that may do everything again after a restart. */
export function inMemoryPositions(): Positions {
  const positions = new Map<number, number>();
  return {
    get: async (customerNumber) => positions.get(customerNumber),
    set: async (customerNumber, revision) => {
      positions.set(customerNumber, revision);
    },
  };
}

/** In a JetStream key-value bucket: `await new Kvm(connection).create('billing-positions')`. */
export function keyValuePositions(bucket: KV): Positions {
  return {
    get: async (customerNumber) => {
      const entry = await bucket.get(String(customerNumber));
      return entry === null ? undefined : Number(entry.string());
    },
    set: async (customerNumber, revision) => {
      await bucket.put(String(customerNumber), String(revision));
    },
  };
}
