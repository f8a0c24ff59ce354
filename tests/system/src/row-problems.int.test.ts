import { randomInt } from 'node:crypto';
import { createProfilesClient } from '@profiles/client';
import { Permission, type RowOutcome } from '@profiles/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

describe.skipIf(MONGODB_URI === undefined)('the problem of a row', () => {
  const organisationId = randomInt(1, 2 ** 31);
  let stack: Stack;
  let token: string;
  let importId: string;
  beforeAll(async () => {
    stack = await startStack();
    token = await stack.token({ organisationId, permissions: [Permission.Admin] });
    const api = createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-tests' });
    ({ id: importId } = await api.imports.create({ dryRun: false }));
  });
  afterAll(() => stack?.close());

  const rows = [{ surname: 'Nordmann', createdBy: 'crm', createdByChannel: 'crm' }];

  test('leads to the page of its code: over tRPC at the service, over REST at the adapter', async () => {
    const api = createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-tests' });
    const [overTrpc] = await api.imports.rows({ importId, firstRow: 1, rows: rows as never });
    expect(overTrpc?.problem?.type).toBe(`${stack.serviceUrl}/errors/400`);
    const response = await fetch(`${stack.adapterUrl}/customers/v2/imports/${importId}/rows`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'et-client-name': 'acme-tests' },
      body: JSON.stringify({ firstRow: 2, rows }),
    });
    const [overRest] = (await response.json()) as [RowOutcome];
    expect(overRest).toMatchObject({ row: 2, outcome: 'refused', problem: { errorCode: 400 } });
    expect(overRest.problem?.type).toBe(`${stack.adapterUrl}/errors/400`);
    for (const outcome of [overTrpc, overRest]) expect((await fetch(outcome?.problem?.type ?? '')).status).toBe(200);
  });
});
