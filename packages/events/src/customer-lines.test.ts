import { cloudEvent } from '@profiles/contracts/events';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { expect, test, vi } from 'vitest';
import { CustomerLines, type HandlingSettings } from './customer-lines.js';
import { inMemoryPositions } from './positions.js';

const key = (customerNumber: number, revision: number) => `${customerNumber}/${revision}`;

function lines(settings: Partial<HandlingSettings> = {}) {
  const handled: string[] = [];
  const settled: string[] = [];
  const aside: string[] = [];
  const gaps: string[] = [];
  const positions = settings.positions ?? inMemoryPositions();
  const customerLines = new CustomerLines({
    handle: async ({ data }) => {
      handled.push(key(data.customerNumber, data.revision));
    },
    onGap: ({ customerNumber, expected, found }) => gaps.push(`${customerNumber}: ${expected} to ${found}`),
    ...settings,
    positions,
  });
  const add = (customerNumber: number, revision: number) => {
    const data = {
      ...{ eventType: 'UPDATE' as const, customerNumber, organisationId: 1, revision, epoch: 1 },
      ...{ cause: 'update-profile', changedFields: [], correlationId: 'lines' },
    };
    customerLines.add({
      event: cloudEvent(v7(), new Date().toISOString(), data),
      settle: () => settled.push(key(customerNumber, revision)),
      putAside: async (reason) => {
        aside.push(`${key(customerNumber, revision)} ${reason}`);
      },
    });
  };
  return { customerLines, add, handled, settled, aside, gaps, positions };
}

test('each event is handled once and in order, however the broker shuffles and repeats what it delivers', async () => {
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
      const { add, handled, settled, gaps } = lines();
      for (const [at, [customer, revision]] of [...order, ...twice].entries()) {
        add(customer, revision);
        for (let turn = 0; turn < (pauses[at] ?? 0); turn += 1) await Promise.resolve();
      }
      await vi.waitFor(() => expect(settled).toHaveLength(order.length + twice.length), { interval: 1 });
      for (const customer of new Set(all.map(([one]) => one))) {
        const own = all.filter(([one]) => one === customer).map(([one, revision]) => key(one, revision));
        expect(handled.filter((one) => one.startsWith(`${customer}/`))).toEqual(own);
      }
      expect(gaps).toEqual([]);
    }),
  );
});

test('what was handled before the restart is not handled again', async () => {
  const first = lines();
  first.add(1, 1);
  first.add(1, 2);
  await vi.waitFor(() => expect(first.settled).toHaveLength(2));
  const second = lines({ positions: first.positions });
  for (const revision of [1, 2, 3]) second.add(1, revision);
  await vi.waitFor(() => expect(second.settled).toHaveLength(3));
  expect(second.handled).toEqual(['1/3']);
});

test('an event that came too early waits, until nothing earlier can come; then the gap is told', async () => {
  const { customerLines, add, handled, gaps } = lines();
  add(1, 1);
  add(1, 3);
  add(2, 7);
  await vi.waitFor(() => expect(customerLines.held()).toHaveLength(2));
  expect(handled).toEqual(['1/1']);
  customerLines.nothingEarlierComes(customerLines.held());
  await vi.waitFor(() => expect(handled).toEqual(['1/1', '1/3', '2/7']));
  expect(gaps).toEqual(['1: 2 to 3', '2: undefined to 7']);
  expect(customerLines.held()).toEqual([]);
});

test('the earlier one may come just before it is given up', async () => {
  const { customerLines, add, handled, gaps } = lines();
  add(1, 2);
  await vi.waitFor(() => expect(customerLines.held()).toHaveLength(1));
  const held = customerLines.held();
  add(1, 1);
  customerLines.nothingEarlierComes(held);
  await vi.waitFor(() => expect(handled).toEqual(['1/1', '1/2']));
  expect(gaps).toEqual([]);
});

test('what the handler keeps refusing becomes a dead letter, and the customer goes on', async () => {
  const attempts: number[] = [];
  const { add, aside, settled, positions } = lines({
    maxAttempts: 3,
    handle: async ({ data }, { attempt }) => {
      attempts.push(attempt);
      if (data.revision === 1) throw new TypeError('no such account');
    },
  });
  add(1, 1);
  add(1, 2);
  await vi.waitFor(() => expect(settled).toEqual(['1/1', '1/2']), { timeout: 5_000 });
  expect(attempts).toEqual([1, 2, 3, 1]);
  expect(aside).toEqual(['1/1 TypeError: no such account']);
  expect(await positions.get(1)).toBe(2);
});

test('one customer waits for its failing handler, the others do not', async () => {
  const { add, settled } = lines({
    handle: async ({ data }) => {
      if (data.customerNumber === 1) throw new Error('not now');
    },
    maxAttempts: 1_000,
  });
  add(1, 1);
  for (let customer = 2; customer <= 20; customer += 1) add(customer, 1);
  await vi.waitFor(() => expect(settled).toHaveLength(19));
});

test('nothing is settled while the positions can not be written', async () => {
  const memory = inMemoryPositions();
  let isAway = true;
  const positions = {
    get: memory.get,
    set: async (customer: number, revision: number) => {
      if (isAway) throw new Error('away');
      return memory.set(customer, revision);
    },
  };
  const onError = vi.fn();
  const { add, settled, handled } = lines({ positions, onError });
  add(1, 1);
  await vi.waitFor(() => expect(onError).toHaveBeenCalled());
  expect(settled).toEqual([]);
  isAway = false;
  await vi.waitFor(() => expect(settled).toEqual(['1/1']), { timeout: 5_000 });
  expect(handled).toEqual(['1/1']);
});

test('no more customers are worked on at once than allowed, and a stop waits for them', async () => {
  let running = 0;
  let most = 0;
  const { customerLines, add, settled } = lines({
    concurrency: 3,
    handle: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
    },
  });
  for (let customer = 1; customer <= 30; customer += 1) add(customer, 1);
  await vi.waitFor(() => expect(settled.length).toBeGreaterThan(6));
  await customerLines.stop();
  expect(running).toBe(0);
  expect(most).toBe(3);
  expect(settled.length).toBeLessThan(30);
});
