import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StalePositionError } from './errors.js';
import { inMemoryPositions, type Positions } from './positions.js';
import { key, queues, until } from './testing/queues.js';

describe('order', () => {
  test('each event is handled once and in order, however the broker shuffles and repeats deliveries', async () => {
    const deliveries = fc
      .record({ customers: fc.integer({ min: 1, max: 4 }), revisions: fc.integer({ min: 1, max: 6 }) })
      .chain(({ customers, revisions }) => {
        const all = Array.from({ length: customers }, (_, at) =>
          Array.from({ length: revisions }, (__, nth) => [at + 1, nth + 1] as const),
        ).flat();
        const twice = fc.shuffledSubarray([...all, ...all], { minLength: 0 });
        const order = fc.shuffledSubarray(all, { minLength: all.length });
        return fc.record({ all: fc.constant(all), order, twice, pauses: fc.array(fc.nat(12)) });
      });
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ all, order, twice, pauses }) => {
        const { add, handled, settled, gaps } = queues();
        for (const [at, [customer, revision]] of [...order, ...twice].entries()) {
          add(customer, revision);
          for (let turn = 0; turn < (pauses[at] ?? 0); turn += 1) await Promise.resolve();
        }
        await until(() => expect(settled).toHaveLength(order.length + twice.length));
        for (const customer of new Set(all.map(([one]) => one))) {
          const own = all.filter(([one]) => one === customer).map(([one, revision]) => `${one}/${revision}`);
          expect(handled.filter((one) => one.startsWith(`${customer}/`))).toEqual(own);
        }
        expect(gaps).toEqual([]);
      }),
    );
  });

  test('what was handled before a restart is not handled again', async () => {
    const first = queues();
    first.add(1, 1);
    first.add(1, 2);
    await until(() => expect(first.settled).toHaveLength(2));
    const second = queues({ positions: first.positions });
    for (const revision of [1, 2, 3]) second.add(1, revision);
    await until(() => expect(second.settled).toHaveLength(3));
    expect(second.handled).toEqual(['1/3']);
  });

  test('an event that came too early waits until nothing earlier can come; then the gap is reported', async () => {
    const { customerQueues, add, handled, gaps } = queues();
    add(1, 1);
    add(1, 3);
    add(2, 7);
    await until(() => expect(customerQueues.held()).toHaveLength(2));
    expect(handled).toEqual(['1/1']);
    customerQueues.releaseHeld(customerQueues.held());
    await until(() => expect(handled).toEqual(['1/1', '1/3', '2/7']));
    expect(gaps).toEqual(['1: 2 to 3', '2: undefined to 7']);
    expect(customerQueues.held()).toEqual([]);
  });

  test('the earlier event may come just before the held one is released', async () => {
    const { customerQueues, add, handled, gaps } = queues();
    add(1, 2);
    await until(() => expect(customerQueues.held()).toHaveLength(1));
    const held = customerQueues.held();
    add(1, 1);
    customerQueues.releaseHeld(held);
    await until(() => expect(handled).toEqual(['1/1', '1/2']));
    expect(gaps).toEqual([]);
  });
});

// Contract, section 6: a subscriber compares (epoch, revision).
describe('epochs', () => {
  test('after a restore, changes whose revisions repeat are handled', async () => {
    const { customerQueues, add, handled, gaps, positions } = queues();
    for (const revision of [1, 2, 3, 4, 5]) add(1, revision);
    await until(() => expect(handled).toHaveLength(5));
    add(1, 3, { epoch: 2 });
    add(1, 4, { epoch: 2 });
    await until(() => expect(customerQueues.held()).toHaveLength(1));
    customerQueues.releaseHeld(customerQueues.held());
    await until(() => expect(handled.slice(5)).toEqual(['1/2.3', '1/2.4']));
    expect(gaps).toEqual(['1: undefined to 3']);
    expect(await positions.get(1)).toEqual({ epoch: 2, revision: 4 });
  });

  test('an event of an earlier epoch is a repeat, whatever its revision', async () => {
    const positions = inMemoryPositions();
    await positions.set(1, { epoch: 2, revision: 4 }, undefined);
    const { add, handled, settled } = queues({ positions });
    add(1, 9);
    add(1, 5, { epoch: 2 });
    await until(() => expect(settled).toEqual(['1/9', '1/2.5']));
    expect(handled).toEqual(['1/2.5']);
  });
});

describe('positions', () => {
  test('nothing is settled while the positions can not be written', async () => {
    const memory = inMemoryPositions();
    let isAway = true;
    const positions: Positions = {
      get: memory.get,
      set: async (...entry) => {
        if (isAway) throw new Error('away');
        return memory.set(...entry);
      },
    };
    const { add, settled, handled, errors } = queues({ positions });
    add(1, 1);
    await until(() => expect(errors).not.toEqual([]));
    expect(settled).toEqual([]);
    isAway = false;
    await until(() => expect(settled).toEqual(['1/1']));
    expect(handled).toEqual(['1/1']);
  });

  test('positions that can not be read hold their customer back, and are read again', async () => {
    const memory = inMemoryPositions();
    let failures = 2;
    const positions: Positions = {
      get: async (customer) => {
        failures -= 1;
        if (failures >= 0) throw new Error('away');
        return memory.get(customer);
      },
      set: memory.set,
    };
    const { add, handled, errors } = queues({ positions });
    add(1, 1);
    await until(() => expect(handled).toEqual(['1/1']));
    expect(errors).toHaveLength(2);
  });

  test('a position that another process wrote meanwhile is not moved back', async () => {
    const memory = inMemoryPositions();
    const { add, settled, handled, errors } = queues({
      positions: memory,
      handle: async ({ data }) => {
        handled.push(key(data.customerNumber, data));
        // The other process handles both events while this one is suspended.
        if (data.revision === 1) await memory.set(1, { epoch: 1, revision: 2 }, undefined);
      },
    });
    add(1, 1);
    add(1, 2);
    await until(() => expect(settled).toEqual(['1/1', '1/2']));
    expect(handled).toEqual(['1/1']);
    expect(await memory.get(1)).toEqual({ epoch: 1, revision: 2 });
    expect(errors).toEqual([]);
  });

  test('in memory, a write that expects another position is refused', async () => {
    const memory = inMemoryPositions();
    await memory.set(1, { epoch: 1, revision: 5 }, undefined);
    await expect(memory.set(1, { epoch: 1, revision: 6 }, { epoch: 1, revision: 4 })).rejects.toThrow(
      StalePositionError,
    );
    expect(await memory.get(1)).toEqual({ epoch: 1, revision: 5 });
  });
});
