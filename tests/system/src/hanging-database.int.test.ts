import { randomUUID } from 'node:crypto';
import { createProfilesClient } from '@profiles/client';
import { describe, expect, test } from 'vitest';
import { useProxiedStack } from './proxied-stack.js';
import { MONGODB_URI } from './stack.js';

/** ARCHITECTURE.md, "When a part is down": callers wait for a database up to five seconds and get 619. */
const MAX_WAIT_MILLIS = 5_000;
/** Issue 18, item 3: readiness responds within three seconds. */
const MAX_READINESS_MILLIS = 3_000;

describe.skipIf(MONGODB_URI === undefined)('a database that hangs', () => {
  const system = useProxiedStack();

  test('reads and writes get 619 within five seconds, readiness 503 within three; afterwards all work', async () => {
    const { stack, proxy } = system;
    const organisationId = 1;
    const token = await stack.token({ organisationId });
    // Without retries: the deadline is the service's.
    const api = createProfilesClient({
      ...{ url: stack.serviceUrl, token: () => token, clientName: 'acme-tests' },
      retries: false,
    });
    const person = { surname: 'Nordmann', firstName: 'Kari', organisationId, createdBy: 'w', createdByChannel: 'w' };
    const { customerNumber, uuid, customerRef = '' } = await api.profiles.create(person);
    const calls = {
      get: () => api.profiles.get({ customerNumber }),
      getByUuid: () => api.profiles.getByUuid({ uuid }),
      getByReference: () => api.profiles.getByCustomerReference({ organisationId, customerReference: customerRef }),
      getMany: () =>
        api.profiles.getMany({ customerNumbers: Array.from({ length: 500 }, (_, i) => customerNumber + i) }),
      find: () => api.profiles.find({ surname: 'nordmann' }),
      search: () => api.profiles.search({ surname: 'nordmann' }),
      create: () => api.profiles.create(person),
      createWithKey: () => api.profiles.create(person, { idempotencyKey: randomUUID() }),
      addNote: () => api.notes.add({ customerNumber, text: 'x' }),
    };
    proxy.hang();
    const waits = Object.entries<() => Promise<unknown>>(calls).map(async ([name, call]) => {
      const start = performance.now();
      // Four at once: a call that waits in a queue has no more time than the others.
      const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => call()));
      const codes = outcomes.map((one) => (one.status === 'rejected' ? one.reason.code : 'fulfilled'));
      const millis = performance.now() - start;
      return { name, codes: [...new Set(codes)], wait: millis < MAX_WAIT_MILLIS ? 'in time' : millis };
    });
    const start = performance.now();
    const { status } = await fetch(`${stack.serviceUrl}/readyz`);
    const readinessMillis = performance.now() - start;
    expect(await Promise.all(waits)).toEqual(
      Object.keys(calls).map((name) => ({ name, codes: [619], wait: 'in time' })),
    );
    expect(status).toBe(503);
    expect(readinessMillis).toBeLessThan(MAX_READINESS_MILLIS);

    proxy.resume();
    await expect.poll(async () => (await fetch(`${stack.serviceUrl}/readyz`)).status, { timeout: 15_000 }).toBe(200);
    expect(await api.profiles.get({ customerNumber })).toMatchObject({ customerNumber });
  });
});
