import { expect, test } from 'vitest';
import { CustomerQueues } from './customer-queues.js';
import { testLease, waitingEvent } from './testing/memory-outbox.js';

const lease = testLease();

function queuesOf(...customers: readonly number[]) {
  const queues = new CustomerQueues();
  const add = (customer: number, revision: number) => queues.add(waitingEvent(customer, revision), lease);
  for (const customer of customers) add(customer, 1);
  const next = () => queues.next(1)[0];
  return { queues, add, next };
}

test('customers come in the order in which their events became ready, also after the queues were empty', () => {
  const { queues, add, next } = queuesOf(1, 2, 3);
  const first = next();
  add(4, 1);
  if (first !== undefined) queues.again([first]);
  expect([next(), next(), next(), next()].map((task) => task?.event.customerNumber)).toEqual([2, 3, 4, 1]);
  expect(next()).toBeUndefined();
  add(5, 1);
  expect(next()?.event.customerNumber).toBe(5);
});

test('the next event of a customer waits for the acknowledgement of the one before', () => {
  const { queues, add, next } = queuesOf(1);
  add(1, 2);
  const first = next();
  expect(next()).toBeUndefined();
  if (first !== undefined) queues.acknowledged(first);
  expect(next()?.event.revision).toBe(2);
});

test('a customer whose events were abandoned is not ready any more', () => {
  const { queues, add, next } = queuesOf(1, 2);
  const first = next();
  add(1, 2);
  if (first !== undefined) queues.abandon([first]);
  expect(next()?.event.customerNumber).toBe(2);
  expect(next()).toBeUndefined();
  expect(queues.size).toBe(1);
});
