import { createProfilesClient, eachItem } from '@profiles/client';
import { resetSandbox, SANDBOX_ORGANISATION, sandboxRef } from '@profiles/devstack';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const actor = { createdBy: 'test', createdByChannel: 'test' };

describe.skipIf(MONGODB_URI === undefined)('the sandbox of npm start', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack.close());

  const apiOf = async (organisationId: number) => {
    const token = await stack.token({ organisationId });
    return createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-tests' });
  };

  test('has the same customers after each reset, and nothing else', async () => {
    const sandbox = { origin: stack.adapterUrl, issuer: stack.issuer };
    const [api, others] = [await apiOf(SANDBOX_ORGANISATION), await apiOf(1)];
    const own = await others.profiles.create({ organisationId: 1, firstName: 'Ola', surname: 'Utenfor', ...actor });
    expect(await resetSandbox(sandbox)).toBe(0);
    const first = await api.profiles.getByCustomerReference({ customerReference: sandboxRef(1) });

    const person = { organisationId: SANDBOX_ORGANISATION, firstName: 'Kari', surname: 'Sandkasse', ...actor };
    const [created, deactivated] = [await api.profiles.create(person), await api.profiles.create(person)];
    await api.profiles.deactivate({ customerNumber: deactivated.customerNumber });
    await api.profiles.patch({ customerNumber: first.customerNumber, surname: 'Sandkasse' });
    expect(await resetSandbox(sandbox)).toBe(22);

    const again = await api.profiles.getByCustomerReference({ customerReference: sandboxRef(1) });
    expect(again.customerNumber).toBeGreaterThan(deactivated.customerNumber);
    expect(again).toMatchObject({ firstName: first.firstName, surname: first.surname });
    const left = [];
    for await (const one of eachItem(api.profiles.search, { surname: 'Sandkasse' })) left.push(one);
    expect(left).toEqual([]);
    const resolved = await api.profiles.resolve({
      customerNumbers: [first, created, deactivated].map(({ customerNumber }) => customerNumber),
    });
    expect(resolved.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(await others.profiles.get({ customerNumber: own.customerNumber })).toMatchObject({ surname: 'Utenfor' });
  });
});
