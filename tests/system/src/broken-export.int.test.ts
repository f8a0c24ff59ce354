import { randomInt } from 'node:crypto';
import { createProfilesClient } from '@profiles/client';
import { describe, expect, test } from 'vitest';
import { useProxiedStack } from './proxied-stack.js';
import { MONGODB_URI } from './stack.js';

const ROWS = 2_500;
const ROWS_OF_A_CALL = 100;
const PERMISSIONS = ['les', 'opprett', 'admin'].map((right) => `customers-profile:${right}`);
/** Long enough that the pages do not fit into the buffers between the service and the caller. */
const NOTES = Array.from({ length: 4 }, () => ({ text: 'x'.repeat(1_500) }));

describe.skipIf(MONGODB_URI === undefined)('an export whose database is lost in the middle', () => {
  const system = useProxiedStack();

  test('ends with an error: no caller takes a part for the whole', async () => {
    const { stack, proxy } = system;
    const organisationId = randomInt(1, 2 ** 31);
    const token = await stack.token({ organisationId, permissions: PERMISSIONS });
    const api = createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-tests' });
    const { id: importId } = await api.imports.create({ dryRun: false, events: 'none' });
    for (let firstRow = 1; firstRow <= ROWS; firstRow += ROWS_OF_A_CALL) {
      const rows = Array.from({ length: ROWS_OF_A_CALL }, () => ({
        ...{ surname: 'Nordmann', firstName: 'Kari', createdBy: 'crm', createdByChannel: 'crm', notes: NOTES },
      }));
      await api.imports.rows({ importId, firstRow, rows });
    }
    const exported = () =>
      fetch(`${stack.adapterUrl}/customers/v2/profiles-export`, {
        headers: { authorization: `Bearer ${token}`, 'et-client-name': 'acme-tests' },
      });
    const whole = await (await exported()).text();
    expect(whole.trimEnd().split('\n')).toHaveLength(ROWS);

    const response = await exported();
    expect(response.status).toBe(200);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    proxy.cut();
    let received = 0;
    const readAll = async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read()) received += part.value.length;
    };
    await expect(readAll()).rejects.toThrow();
    expect(received).toBeLessThan(whole.length);
  });
});
