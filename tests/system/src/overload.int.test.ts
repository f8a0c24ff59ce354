import { createConnection, type Socket } from 'node:net';
import { createProfilesClient } from '@profiles/client';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { until } from './crash-world.js';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const MAX_IN_FLIGHT = 2;
const EDGE = {
  trustedProxies: [],
  maxConnections: 100,
  load: { requestsInFlight: MAX_IN_FLIGHT, eventLoopDelayMillis: 60_000 },
};
const UNKNOWN_NUMBER = 9_000_000_000_000;

interface Rejected {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: unknown;
}

describe.skipIf(MONGODB_URI === undefined).each([
  ['apart', false],
  ['in one process', true],
])('with service and adapter %s', (_name, allInOne) => {
  let stack: Stack;
  let token: string;
  const occupying: Socket[] = [];
  beforeAll(async () => {
    stack = await startStack({ allInOne, serviceConfig: { edge: EDGE }, adapterConfig: { edge: EDGE } });
    token = await stack.token({ organisationId: 1 });
    return () => stack.close();
  });
  afterEach(async () => {
    for (const socket of occupying.splice(0)) socket.destroy();
    for (const url of [stack.serviceUrl, stack.adapterUrl]) await until(async () => (await inFlight(url)) === 0);
  });

  /** Fills an app up to its limit, with requests whose bodies never end. */
  async function occupy(url: string): Promise<void> {
    const { hostname, port } = new URL(url);
    const path = url === stack.serviceUrl ? '/trpc/profiles.get' : '/customers/v2/profiles/lookup';
    for (let count = 0; count < MAX_IN_FLIGHT; count++) {
      const socket = createConnection({ host: hostname, port: Number(port) });
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nET-Client-Name: acme-tests\r\n` +
          'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
      );
      occupying.push(socket);
      await until(async () => (await inFlight(url)) === count + 1);
    }
  }

  const headers = () => ({ authorization: `Bearer ${token}`, 'et-client-name': 'acme-tests' });

  function overRest(): Promise<Rejected> {
    return requested(`${stack.adapterUrl}/customers/v2/profiles/${UNKNOWN_NUMBER}`, { headers: headers() });
  }

  function overTrpc(calls = 1): Promise<Rejected> {
    const batch = calls > 1 ? '?batch=1' : '';
    const path = Array.from({ length: calls }, () => 'profiles.get').join(',');
    const input = { customerNumber: UNKNOWN_NUMBER };
    return requested(`${stack.serviceUrl}/trpc/${path}${batch}`, {
      ...{ method: 'POST', headers: { ...headers(), 'content-type': 'application/json' } },
      body: JSON.stringify(calls > 1 ? Object.fromEntries(Array.from({ length: calls }, (_, i) => [i, input])) : input),
    });
  }

  test('an overloaded adapter rejects with problem details, and the service behind it gets no request', async () => {
    await occupy(stack.adapterUrl);
    expect(await overRest()).toMatchObject({ status: 503, retryAfter: '1', body: { errorCode: 503, retryAfter: 1 } });
    expect((await overTrpc()).status).toBe(404);
  });

  test('an overloaded service rejects with a tRPC error, a single call and a batch', async () => {
    await occupy(stack.serviceUrl);
    const error = { data: { code: 'SERVICE_UNAVAILABLE', httpStatus: 503, errorCode: 503, retryAfter: 1 } };
    expect(await overTrpc()).toMatchObject({ status: 503, retryAfter: '1', body: { error } });
    expect(await overTrpc(3)).toMatchObject({ status: 503, retryAfter: '1', body: { error } });
  });

  test('the typed client throws the rejection with its code and the correlation id of the caller', async () => {
    await occupy(stack.serviceUrl);
    const api = createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-tests' });
    await expect(
      api.profiles.get({ customerNumber: UNKNOWN_NUMBER }, { correlationId: 'order-4711' }),
    ).rejects.toMatchObject({
      ...{ code: 503, status: 503, retry: 'backoff' },
      details: { retryAfter: 1, correlationId: 'order-4711' },
    });
  });

  test.skipIf(allInOne)('the adapter passes on the rejection of an overloaded service', async () => {
    await occupy(stack.serviceUrl);
    expect(await overRest()).toMatchObject({ status: 503, retryAfter: '1', body: { errorCode: 503, retryAfter: 1 } });
  });

  test.each(['serviceUrl', 'adapterUrl'] as const)('%s stays alive, ready and measured under overload', async (url) => {
    await occupy(stack[url]);
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      expect((await fetch(stack[url] + path)).status, path).toBe(200);
    }
  });
});

async function inFlight(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^http_requests_in_flight.* (\d+)$/m.exec(metrics)?.[1]);
}

async function requested(url: string, init: RequestInit): Promise<Rejected> {
  const response = await fetch(url, init);
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    body: await response.json(),
  };
}
