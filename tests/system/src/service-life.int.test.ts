import { randomInt } from 'node:crypto';
import { createProfilesClient } from '@profiles/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

describe.skipIf(MONGODB_URI === undefined)('the life cycle of the apps', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack.close());

  test.each(['serviceUrl', 'adapterUrl'] as const)('%s is alive, ready and measured', async (url) => {
    expect((await fetch(`${stack[url]}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${stack[url]}/readyz`)).json()).toMatchObject({ ready: true });
    const metrics = await (await fetch(`${stack[url]}/metrics`)).text();
    expect(metrics).toContain('http_requests_total');
    expect(metrics).toContain('process_cpu_user_seconds_total');
  });

  test('the adapter serves the OpenAPI document, the docs page and a page per error', async () => {
    const document = (await (await fetch(`${stack.adapterUrl}/openapi.json`)).json()) as { openapi: string };
    expect(document.openapi).toBe('3.1.0');
    expect(await (await fetch(`${stack.adapterUrl}/docs`)).text()).toContain('/docs/scalar.js');
    expect(await (await fetch(`${stack.adapterUrl}/errors/602`)).text()).toContain('Email taken');
    expect((await fetch(`${stack.adapterUrl}/errors/777`)).status).toBe(404);
  });

  test('a shutdown finishes running calls, and every acknowledged write is kept', async () => {
    const own = await startStack();
    const organisationId = randomInt(1, 1_000_000);
    const token = await own.token({ organisationId });
    const api = createProfilesClient({ url: own.serviceUrl, token, clientName: 'acme-tests' });
    const person = { surname: 'N', firstName: 'K', organisationId, createdBy: 'w', createdByChannel: 'w' };
    await api.profiles.create(person);
    const running = Array.from({ length: 20 }, () => api.profiles.create(person));
    const first = await Promise.race(running);
    expect(first.customerNumber).toBeGreaterThan(0);
    const closed = own.closeApps();
    const outcomes = await Promise.allSettled(running);
    await closed;
    const created = (await own.documents('profiles')).length;
    const acknowledged = outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
    // Every call that reached the service was executed and acknowledged.
    expect(created).toBe(acknowledged + 1);
    await own.close();
  });
});
