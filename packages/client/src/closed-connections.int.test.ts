import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createProfilesClient } from './profiles-client.js';

describe('a connection that the service closes', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });

  /** A service that closes the connection of the first requests without a response. */
  async function startService({ closed }: { closed: number }) {
    let requests = 0;
    const server = createServer((request, response) => {
      requests += 1;
      if (requests <= closed) request.socket.destroy();
      else {
        request.resume();
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"result":{"data":{"customerNumber":7}}}');
      }
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { api: createProfilesClient({ url, token: 't', clientName: 'acme-tests' }), requests: () => requests };
  }

  const note = { customerNumber: 7, text: 'x' };

  test('a query is repeated once', async () => {
    const { api, requests } = await startService({ closed: 1 });
    expect(await api.profiles.get({ customerNumber: 7 })).toEqual({ customerNumber: 7 });
    expect(requests()).toBe(2);
  });

  test('a mutation with an idempotency key is repeated once', async () => {
    const { api, requests } = await startService({ closed: 1 });
    await api.notes.add(note, { idempotencyKey: 'k' });
    expect(requests()).toBe(2);
  });

  test('a mutation without a key is not repeated: it may have been executed', async () => {
    const { api, requests } = await startService({ closed: 1 });
    await expect(api.notes.add(note)).rejects.toMatchObject({ code: 619 });
    expect(requests()).toBe(1);
  });

  test('the third failure is reported', async () => {
    const { api, requests } = await startService({ closed: 3 });
    await expect(api.profiles.get({ customerNumber: 7 })).rejects.toMatchObject({ code: 619, reason: 'network' });
    expect(requests()).toBe(3);
  });
});
