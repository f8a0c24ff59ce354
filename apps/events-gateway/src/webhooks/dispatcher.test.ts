import type { DeliveryWork, DueDelivery } from '@profiles/mongo-store/webhooks';
import { expect, onTestFinished, test } from 'vitest';
import { Dispatcher, type DispatcherSettings } from './dispatcher.js';

function delivery(customerNumber: number, sequence: number): DueDelivery {
  return {
    ...{ webhookId: 'hook', organisationId: 1, eventId: `${customerNumber}/${sequence}`, customerNumber, sequence },
    ...{ body: JSON.stringify({ time: new Date().toISOString() }), state: 'pending', attempts: 0 },
    ...{ createdAt: new Date().toISOString(), partition: 1, queue: `hook/${customerNumber}` },
  };
}

// A delivery that has waited is due from its release on: later than newer ones of its customer.
test('[HOOK-1] a full page that lacks a delivery of a customer does not let a later one overtake it', async () => {
  const [first, waited, newest] = [delivery(7, 1), delivery(7, 2), delivery(7, 3)];
  const open = new Set([first, waited, newest]);
  const sent: string[] = [];
  const work: Partial<DeliveryWork> = {
    due: async ({ limit, withoutQueues }) => {
      const others = Array.from({ length: limit }, (_, at) => delivery(1000 + at, 10 + at));
      const page = [first, newest, ...others, waited].filter((one) => one.customerNumber !== 7 || open.has(one));
      return page.filter(({ queue }) => !withoutQueues.includes(queue)).slice(0, open.has(first) ? limit : undefined);
    },
    heads: async (queues) =>
      new Map(queues.includes('hook/7') ? [['hook/7', { sequence: Math.min(...sequencesOf(open)), isDue: true }]] : []),
    attempted: async (attempts) => {
      for (const { before } of attempts) for (const one of open) if (one.eventId === before.eventId) open.delete(one);
    },
  };
  const webhook = { id: 'hook', isActive: true, url: 'http://localhost/' };
  const dispatcher = new Dispatcher({
    work,
    leases: { held: () => [{ partition: 1, isValid: () => true }] },
    directory: { get: () => ({ webhook }), paused: () => [], secretsOf: () => [] },
    health: { noted: async () => undefined },
    sender: {
      send: async ({ id }: { readonly id: string }) => {
        if (id.startsWith('7/')) sent.push(id);
        return { status: 204 };
      },
    },
    retryPauses: [],
    observer: { attempted: () => undefined, storeFailed: (error: unknown) => sent.push(String(error)) },
  } as unknown as DispatcherSettings);
  onTestFinished(() => dispatcher.stop());
  dispatcher.start();
  await expect.poll(() => sent.length, { timeout: 10_000 }).toBe(3);
  expect(sent).toEqual(['7/1', '7/2', '7/3']);
});

function sequencesOf(deliveries: Iterable<DueDelivery>): number[] {
  return [...deliveries].map(({ sequence }) => sequence);
}
