import { setTimeout as wait } from 'node:timers/promises';
import { cloudEvent } from '@profiles/contracts/events';
import { v7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { HandlerTimeoutError } from './errors.js';
import type { Handling } from './handling.js';
import { inMemoryPositions } from './positions.js';
import { hang, queues, until } from './testing/queues.js';

describe('handlers that fail or hang', () => {
  test('what a handler keeps refusing becomes a dead letter, and the customer goes on', async () => {
    const attempts: number[] = [];
    const { add, parked, settled, positions } = queues({
      maxAttempts: 3,
      handle: async ({ data }, { attempt }) => {
        attempts.push(attempt);
        if (data.revision === 1) throw new TypeError('no such account');
      },
    });
    add(1, 1);
    add(1, 2);
    await until(() => expect(settled).toEqual(['1/1', '1/2']));
    expect(attempts).toEqual([1, 2, 3, 1]);
    expect(parked).toEqual(['1/1 TypeError: no such account']);
    expect(await positions.get(1)).toEqual({ epoch: 1, revision: 2 });
  });

  test('one customer waits for its failing handler, the others do not', async () => {
    const { add, settled } = queues({
      handle: async ({ data }) => {
        if (data.customerNumber === 1) throw new Error('not now');
      },
      maxAttempts: 1_000,
    });
    add(1, 1);
    for (let customer = 2; customer <= 20; customer += 1) add(customer, 1);
    await until(() => expect(settled).toHaveLength(19));
  });

  test('sixteen handlers that hang are aborted and reported, and the other customers go on', async () => {
    const aborted: unknown[] = [];
    const handle = async ({ data }: { data: { customerNumber: number } }, { signal }: Handling) => {
      if (data.customerNumber > 16) return;
      signal.addEventListener('abort', () => aborted.push(signal.reason));
      await hang();
    };
    const { add, settled, errors, parked } = queues({ handle, handlerTimeoutMillis: 50, maxAttempts: 2 });
    for (let customer = 1; customer <= 40; customer += 1) add(customer, 1);
    await until(() => expect(settled.filter((one) => Number(one.split('/')[0]) > 16)).toHaveLength(24));
    await until(() => expect(parked).toHaveLength(16));
    expect(aborted).toHaveLength(32);
    expect(errors).toHaveLength(32);
    expect(errors.every((error) => error instanceof HandlerTimeoutError)).toBe(true);
    expect(parked[0]).toMatch(/^\d+\/1 HandlerTimeoutError: The handler of customer \d+, revision 1, took longer/);
  });

  test('a customer whose dead letter can not be kept waits for it, and holds no handler back', async () => {
    const event = cloudEvent(v7(), new Date().toISOString(), {
      ...{ eventType: 'UPDATE', customerNumber: 1, organisationId: 1, revision: 1, epoch: 1 },
      ...{ cause: 'update-profile', changedFields: [], correlationId: 'queues' },
    });
    let isAway = true;
    const failing = queues({
      concurrency: 1,
      maxAttempts: 1,
      handle: async ({ data }) => {
        if (data.customerNumber === 1) throw new Error('refused');
      },
    });
    failing.customerQueues.add({
      ...{ event, isReplayedDeadLetter: false },
      settle: () => failing.settled.push('1/1'),
      park: async () => {
        if (isAway) throw new Error('no stream');
      },
    });
    failing.add(2, 1);
    await until(() => expect(failing.settled).toEqual(['2/1']));
    isAway = false;
    await until(() => expect(failing.settled).toEqual(['2/1', '1/1']));
    expect(failing.errors).toContainEqual(new Error('no stream'));
  });

  test('a replayed dead letter is handled although its position is known, and moves nothing back', async () => {
    const { add, handled, settled, positions } = queues();
    for (const revision of [1, 2, 3]) add(1, revision);
    await until(() => expect(handled).toHaveLength(3));
    add(1, 2, { isReplayedDeadLetter: true });
    await until(() => expect(settled).toHaveLength(4));
    expect(handled).toEqual(['1/1', '1/2', '1/3', '1/2']);
    expect(await positions.get(1)).toEqual({ epoch: 1, revision: 3 });
  });
});

describe('taking over and stopping', () => {
  test('a process that may have lost its place starts no handler until it may', async () => {
    let mayHandle = false;
    const { customerQueues, add, handled } = queues({}, () => mayHandle);
    add(1, 1);
    await wait(20);
    expect(handled).toEqual([]);
    mayHandle = true;
    customerQueues.resume();
    await until(() => expect(handled).toEqual(['1/1']));
  });

  test('after it lost its place a process forgets its buffer and reads the positions again', async () => {
    const memory = inMemoryPositions();
    const { customerQueues, add, handled } = queues({ positions: memory });
    add(1, 1);
    await until(() => expect(handled).toEqual(['1/1']));
    add(1, 3);
    await until(() => expect(customerQueues.held()).toHaveLength(1));
    // Another process handles 2 and 3.
    await memory.set(1, { epoch: 1, revision: 3 }, { epoch: 1, revision: 1 });
    customerQueues.surrender();
    expect(customerQueues.held()).toEqual([]);
    for (const revision of [2, 3, 4]) add(1, revision);
    await until(() => expect(handled).toEqual(['1/1', '1/4']));
  });

  test('no more customers are worked on at once than allowed, and a stop waits for them', async () => {
    let running = 0;
    let most = 0;
    const { customerQueues, add, settled } = queues({
      concurrency: 3,
      handle: async () => {
        running += 1;
        most = Math.max(most, running);
        await wait(5);
        running -= 1;
      },
    });
    for (let customer = 1; customer <= 30; customer += 1) add(customer, 1);
    await until(() => expect(settled.length).toBeGreaterThan(6));
    await customerQueues.stop(5_000);
    expect(running).toBe(0);
    expect(most).toBe(3);
    expect(settled.length).toBeLessThan(30);
  });

  test('what was handled during a stop is noted and settled', async () => {
    const { customerQueues, add, settled, positions } = queues({ handle: () => wait(30) });
    add(1, 1);
    await until(() => expect(customerQueues.atWork()).toHaveLength(1));
    await customerQueues.stop(5_000);
    expect(settled).toEqual(['1/1']);
    expect(await positions.get(1)).toEqual({ epoch: 1, revision: 1 });
  });

  test('a stop does not wait longer than it was told for a handler that ignores its signal', async () => {
    const { customerQueues, add, settled, positions } = queues({ handle: hang });
    add(1, 1);
    await until(() => expect(customerQueues.atWork()).toHaveLength(1));
    const startedAt = performance.now();
    await customerQueues.stop(50);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(settled).toEqual([]);
    expect(await positions.get(1)).toBeUndefined();
  });
});
