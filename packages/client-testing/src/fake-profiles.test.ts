import { createProfilesClient, eachItem, type ProfilesApi } from '@profiles/client';
import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { createFakeProfiles } from './fake-profiles.js';

const actor = { createdBy: 'test', createdByChannel: 'test' };
const person = { organisationId: 1, firstName: 'Kari', surname: 'Nordmann', ...actor };
const create = (api: ProfilesApi, more: object = {}) => api.profiles.create({ ...person, ...more });

describe('the service in memory', () => {
  test('serves the client that an application makes by itself', async () => {
    const { url, fetch, token } = createFakeProfiles();
    const api = createProfilesClient({ url, fetch, token: token({ organisationId: 1 }), clientName: 'acme-crm' });
    const { customerNumber } = await create(api);
    expect(await api.profiles.get({ customerNumber })).toMatchObject({ firstName: 'Kari' });
  });

  test('refuses a token of another issuer with 611, and a missing permission with 610', async () => {
    const { url, fetch, clientFor } = createFakeProfiles();
    const unknown = createProfilesClient({ url, fetch, token: 'a.b.c', clientName: 'acme-crm' });
    await expect(create(unknown)).rejects.toMatchObject({ code: 611, status: 401, reason: 'refused' });
    const reader = clientFor({ organisationId: 1, permissions: [Permission.Read] });
    await expect(create(reader)).rejects.toMatchObject({ code: 610, status: 403, operation: 'profiles.create' });
  });

  test('names the fields of invalid input', async () => {
    const api = createFakeProfiles().clientFor({ organisationId: 1 });
    const call = create(api, { dateOfBirth: '2001-02-30' });
    await expect(call).rejects.toMatchObject({
      reason: 'invalid-input',
      details: { errors: [{ path: 'dateOfBirth', message: expect.any(String) }] },
    });
  });

  test('sees the abort of its caller', async () => {
    const api = createFakeProfiles().clientFor({ organisationId: 1 });
    const call = api.profiles.get({ customerNumber: 1 }, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('serves calls that share a request, each with its own outcome', async () => {
    const api = createFakeProfiles().clientFor({ organisationId: 1 }, { batch: true });
    const { customerNumber } = await create(api);
    const outcomes = await Promise.allSettled(
      [customerNumber, 1].map((each) => api.profiles.get({ customerNumber: each })),
    );
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: { customerNumber } },
      { status: 'rejected', reason: { code: 617 } },
    ]);
  });

  test('keeps organisations apart, and each service has its own customers', async () => {
    const profiles = createFakeProfiles({ firstCustomerNumber: 5_000 });
    const { customerNumber } = await create(profiles.clientFor({ organisationId: 1 }));
    expect(customerNumber).toBe(5_000);
    for (const other of [
      profiles.clientFor({ organisationId: 2 }),
      createFakeProfiles().clientFor({ organisationId: 1 }),
    ])
      await expect(other.profiles.get({ customerNumber })).rejects.toMatchObject({ code: 617 });
  });

  // Contract, section 1: the first response is stored for 24 hours.
  test('lives in the time that its caller gives: an Idempotency-Key is free again after a day', async () => {
    let hours = 0;
    const profiles = createFakeProfiles({ now: () => Date.UTC(2026, 0, 1, hours) });
    const api = profiles.clientFor({ organisationId: 1 });
    const write = (surname: string) => api.profiles.create({ ...person, surname }, { idempotencyKey: 'one' });
    const { customerNumber, createdAt } = await write('A');
    expect(createdAt).toBe('2026-01-01T00:00:00.000Z');
    await expect(write('B')).rejects.toMatchObject({ code: 422 });
    expect((await write('A')).customerNumber).toBe(customerNumber);
    hours = 25;
    expect((await write('B')).customerNumber).not.toBe(customerNumber);
  });
});

describe('eachItem walks through real pages', () => {
  test('of a search', async () => {
    const api = createFakeProfiles().clientFor({ organisationId: 1 });
    const created: number[] = [];
    for (let made = 0; made < 5; made += 1) created.push((await create(api)).customerNumber);
    const found: number[] = [];
    for await (const { customerNumber } of eachItem(api.profiles.search, { surname: 'Nordmann', perPage: 2 }))
      found.push(customerNumber);
    expect(found.toSorted()).toEqual(created);
  });

  test('of the changes of a customer, the latest first', async () => {
    const api = createFakeProfiles().clientFor({ organisationId: 1, permissions: Object.values(Permission) });
    const { customerNumber } = await create(api);
    for (const surname of ['A', 'B', 'C', 'D'])
      await api.profiles.patch({ customerNumber, surname, changedBy: 'test', changedByChannel: 'test' });
    const revisions: number[] = [];
    for await (const { revision } of eachItem(api.profiles.listChanges, { customerNumber, perPage: 2 }))
      revisions.push(revision);
    expect(revisions).toEqual([5, 4, 3, 2, 1]);
  });
});
