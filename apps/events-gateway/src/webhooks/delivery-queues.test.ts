import type { DueDelivery } from '@profiles/mongo-store/webhooks';
import { expect, test } from 'vitest';
import { DeliveryQueues } from './delivery-queues.js';

const LIMITS = { inFlight: 2, unstored: 3, perWebhook: 5 };

function delivery(webhookId: string, customerNumber: number, sequence: number): DueDelivery {
  return {
    ...{ webhookId, organisationId: 1, eventId: `event-${sequence}`, customerNumber, sequence, body: '{}' },
    ...{ state: 'pending', attempts: 0, createdAt: '2026-03-01T12:00:00.000Z' },
    ...{ partition: 0, queue: `${webhookId}/${customerNumber}` },
  };
}

/** The request of a delivery and the storing of its result. */
function done(queues: DeliveryQueues, one: DueDelivery, goesOn: boolean): void {
  queues.answered(one);
  queues.ended(one, goesOn);
}

/** All that can be sent now. */
function taken(queues: DeliveryQueues): DueDelivery[] {
  const all: DueDelivery[] = [];
  for (let one = queues.next(); one !== undefined; one = queues.next()) all.push(one);
  return all;
}

test('[HOOK-1] of a customer, one delivery at a time is sent, in order', () => {
  const queues = new DeliveryQueues(LIMITS);
  const [first, second] = [delivery('a', 1, 1), delivery('a', 1, 2)];
  queues.add(first);
  queues.add(second);
  queues.add(second);
  expect(taken(queues)).toEqual([first]);
  done(queues, first, true);
  expect(taken(queues)).toEqual([second]);
  done(queues, second, true);
  expect(queues.size).toBe(0);
});

test('[HOOK-1] after a failure the rest of the queue is dropped: it waits in the database', () => {
  const queues = new DeliveryQueues(LIMITS);
  const all = [delivery('a', 1, 1), delivery('a', 1, 2), delivery('a', 2, 3)] as const;
  for (const one of all) queues.add(one);
  expect(taken(queues)).toEqual([all[0], all[2]]);
  done(queues, all[0], false);
  expect(taken(queues)).toEqual([]);
  expect(queues.holds(all[1])).toBe(false);
  expect(queues.holds(all[2])).toBe(true);
});

test('the requests in flight to a webhook are limited, and webhooks take turns', () => {
  const queues = new DeliveryQueues({ ...LIMITS, perWebhook: 10 });
  for (let customer = 1; customer <= 4; customer += 1) queues.add(delivery('a', customer, customer));
  for (let customer = 1; customer <= 2; customer += 1) queues.add(delivery('b', customer, 10 + customer));
  const first = taken(queues);
  expect(first.map(({ webhookId }) => webhookId)).toEqual(['a', 'b', 'a', 'b']);
  const [ended] = first;
  if (ended !== undefined) done(queues, ended, true);
  expect(taken(queues).map(({ sequence }) => sequence)).toEqual([3]);
});

test('a request may start while earlier results are stored, up to a limit', () => {
  const queues = new DeliveryQueues({ ...LIMITS, perWebhook: 10 });
  for (let customer = 1; customer <= 6; customer += 1) queues.add(delivery('a', customer, customer));
  const [first, second] = taken(queues);
  if (first === undefined || second === undefined) throw new Error('two can be sent');
  queues.answered(first);
  queues.answered(second);
  const [third, fourth] = taken(queues);
  if (third === undefined || fourth === undefined) throw new Error('two more can be sent');
  queues.answered(third);
  // Three results wait to be stored.
  expect(taken(queues)).toEqual([]);
  queues.ended(first, true);
  expect(taken(queues).map(({ sequence }) => sequence)).toEqual([5]);
});

test('[HOOK-1] the next delivery of a customer waits until the result of the one before is stored', () => {
  const queues = new DeliveryQueues(LIMITS);
  const [first, second] = [delivery('a', 1, 1), delivery('a', 1, 2)];
  queues.add(first);
  queues.add(second);
  expect(taken(queues)).toEqual([first]);
  queues.answered(first);
  expect(taken(queues)).toEqual([]);
  queues.ended(first, true);
  expect(taken(queues)).toEqual([second]);
});

test('[HOOK-1] queues that are held, and a webhook with its share, get no further deliveries', () => {
  const queues = new DeliveryQueues(LIMITS);
  for (let sequence = 1; sequence <= 3; sequence += 1) queues.add(delivery('a', 1, sequence));
  expect(queues.saturated()).toEqual({ webhooks: [], queues: ['a/1'] });
  for (let sequence = 4; sequence <= 5; sequence += 1) queues.add(delivery('a', 2, sequence));
  expect(queues.saturated()).toEqual({ webhooks: ['a'], queues: ['a/1', 'a/2'] });
});
