import type { Lease } from '@profiles/mongo-store/leases';
import type { DeliveryWork, DueDelivery } from '@profiles/mongo-store/webhooks';
import { expect, onTestFinished, test } from 'vitest';
import type { QueueLimits } from './delivery-queues.js';
import { Dispatcher, type DispatcherSettings } from './dispatcher.js';

function delivery(customerNumber: number, sequence: number): DueDelivery {
  return {
    ...{ webhookId: 'hook', organisationId: 1, eventId: `${customerNumber}/${sequence}`, customerNumber, sequence },
    ...{ body: JSON.stringify({ time: new Date().toISOString() }), state: 'pending', attempts: 0 },
    ...{ createdAt: new Date().toISOString(), partition: 1, queue: `hook/${customerNumber}` },
  };
}

/** A dispatcher of deliveries that a test keeps, to a receiver that a test is. */
function dispatched(options: {
  readonly work: Partial<DeliveryWork>;
  readonly onSent: (id: string) => Promise<void> | void;
  readonly held?: () => readonly Lease[];
  readonly limits?: QueueLimits;
}) {
  const { work, onSent, held = () => [LEASE], limits } = options;
  const webhook = { id: 'hook', isActive: true, url: 'http://localhost/' };
  const failures: unknown[] = [];
  const dispatcher = new Dispatcher({
    work,
    leases: { held },
    directory: { get: () => ({ webhook }), paused: () => [], secretsOf: () => [] },
    health: { noted: async () => undefined },
    sender: {
      send: async ({ id }: { readonly id: string }) => {
        await onSent(id);
        return { status: 204 };
      },
    },
    ...(limits !== undefined && { limits }),
    retryPauses: [],
    observer: { attempted: () => undefined, storeFailed: (error: unknown) => failures.push(error) },
  } as unknown as DispatcherSettings);
  onTestFinished(async () => {
    await dispatcher.stop();
    expect(failures).toEqual([]);
  });
  dispatcher.start();
  return dispatcher;
}

const LEASE: Lease = { partition: 1, takenAt: new Date(), isValid: () => true };

/** Work that has some deliveries: the open ones of them, and those that a read shows. */
function workOf(open: Set<DueDelivery>, due: DeliveryWork['due']): Partial<DeliveryWork> {
  return {
    due,
    openQueues: async (queues) =>
      new Map(
        queues.flatMap((queue) => {
          const own = [...open].filter((one) => one.queue === queue).map(({ sequence }) => sequence);
          return own.length > 0 ? [[queue, { sequences: own.sort((a, b) => a - b), isFirstDue: true }] as const] : [];
        }),
      ),
    attempted: async (attempts) => {
      for (const { before } of attempts) for (const one of open) if (one.eventId === before.eventId) open.delete(one);
    },
  };
}

// A delivery that has waited is due from its release on: later than newer ones of its customer.
test('[HOOK-1] a full page that lacks a delivery of a customer does not let a later one overtake it', async () => {
  const [first, waited, newest] = [delivery(7, 1), delivery(7, 2), delivery(7, 3)];
  const open = new Set([first, waited, newest]);
  const sent: string[] = [];
  const work = workOf(open, async ({ limit, withoutQueues }) => {
    const others = Array.from({ length: limit }, (_, at) => delivery(1000 + at, 10 + at));
    const page = [first, newest, ...others, waited].filter((one) => one.customerNumber !== 7 || open.has(one));
    return page.filter(({ queue }) => !withoutQueues.includes(queue)).slice(0, open.has(first) ? limit : undefined);
  });
  dispatched({ work, onSent: (id) => void (id.startsWith('7/') && sent.push(id)) });
  await expect.poll(() => sent.length, { timeout: 10_000 }).toBe(3);
  expect(sent).toEqual(['7/1', '7/2', '7/3']);
});

test('[HOOK-1] the deliveries of a customer that a full page has are sent without another read', async () => {
  const open = new Set([delivery(7, 1), delivery(7, 2), delivery(7, 3)]);
  const page = [...open];
  const sent: string[] = [];
  let reads = 0;
  const work = workOf(open, async ({ limit, withoutQueues }) => {
    if (withoutQueues.includes('hook/7')) return [];
    if (open.size > 0) reads += 1;
    const others = Array.from({ length: limit }, (_, at) => delivery(1000 + at, 10 + at));
    return [...page, ...others].slice(0, limit);
  });
  dispatched({ work, onSent: (id) => void sent.push(id) });
  await expect.poll(() => sent.length, { timeout: 10_000 }).toBe(3);
  expect(sent).toEqual(['7/1', '7/2', '7/3']);
  expect(reads).toBe(1);
});

// In between another worker had the partition, and may have sent more.
test('[HOOK-1] what was read under a lease that ended is read again under the next one', async () => {
  const [ofOther, first, second, third] = [delivery(7, 1), delivery(8, 2), delivery(8, 3), delivery(8, 4)];
  const open = new Set([ofOther, first, second, third]);
  const page = [...open];
  const sent: string[] = [];
  let isFirstValid = true;
  const firstLease: Lease = { ...LEASE, isValid: () => isFirstValid };
  const work = workOf(open, async ({ withoutQueues }) =>
    page.filter((one) => open.has(one) && !withoutQueues.includes(one.queue)),
  );
  dispatched({
    work,
    held: () => [isFirstValid ? firstLease : LEASE],
    limits: { inFlight: 1, unstored: 128, perWebhook: 512 },
    onSent: (id) => {
      sent.push(id);
      if (id !== '7/1') return;
      isFirstValid = false;
      // The other worker sends these.
      for (const one of [ofOther, first, second]) open.delete(one);
    },
  });
  await expect.poll(() => sent.length, { timeout: 10_000 }).toBe(2);
  expect(sent).toEqual(['7/1', '8/4']);
});
