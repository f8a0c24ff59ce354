import { createConnection } from 'node:net';
import { createProfilesClient } from '@profiles/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const PERSON = { surname: 'x', firstName: 'x', createdBy: 'x', createdByChannel: 'x' };
const PASSWORD = 'correct horse battery';

describe.skipIf(MONGODB_URI === undefined)('limits', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({
      serviceConfig: {
        limits: { perMinute: 100, unidentifiedPerMinute: 5 },
        loginThrottleLimits: { perCustomer: 3, perAddress: 1_000 },
      },
    });
  });
  afterAll(() => stack.close());

  async function trpc(organisationId: number, path: string, body: unknown, more: Record<string, string> = {}) {
    const token = await stack.token({ organisationId });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...more };
    return fetch(`${stack.serviceUrl}/trpc/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }
  const NAMED = { 'et-client-name': 'acme-tests' };

  test('the service charges the cost of a call to the quota of organisation and client, and reports the rest', async () => {
    const left = async (path: string, organisationId = 1) =>
      /r=(\d+)/.exec((await trpc(organisationId, path, { surname: 'x' }, NAMED)).headers.get('ratelimit') ?? '')?.[1];
    expect(await left('profiles.find')).toBe('95');
    expect(await left('profiles.search')).toBe('90');
    expect(await left('profiles.search', 2)).toBe('95');
    const get = await trpc(1, 'profiles.get', { customerNumber: 1 }, NAMED);
    expect(get.headers.get('ratelimit')).toMatch(/^"client";r=89;t=\d+$/);
    expect(get.headers.get('ratelimit-policy')).toBe('"client";q=100;w=60');
  });

  test('a batch costs the sum of its calls, and the call over the quota gets a Retry-After', async () => {
    const names = Array.from({ length: 30 }, () => 'profiles.find').join(',');
    const inputs = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [index, { surname: 'x' }]));
    const response = await trpc(3, `${names}?batch=1`, inputs, NAMED);
    const results = (await response.json()) as { result?: unknown; error?: { data: { errorCode: number } } }[];
    expect(results.filter(({ result }) => result !== undefined)).toHaveLength(20);
    expect(new Set(results.flatMap(({ error }) => error?.data.errorCode ?? []))).toEqual(new Set([429]));
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('a batch with too many calls is rejected before authentication', async () => {
    const names = Array.from({ length: 101 }, () => 'profiles.get').join(',');
    const response = await fetch(`${stack.serviceUrl}/trpc/${names}?batch=1`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
    });
    expect(response.status).toBe(400);
  });

  test('without ET-Client-Name an IP address has a small quota, whichever token it sends', async () => {
    const statuses: number[] = [];
    for (let call = 0; call < 7; call++) {
      statuses.push((await trpc(10 + call, 'profiles.get', { customerNumber: 1 })).status);
    }
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429]);
    expect((await trpc(10, 'profiles.get', { customerNumber: 1 }, NAMED)).status).toBe(404);
  });

  test('the address is that of the connection: headers of an untrusted sender do not change it', async () => {
    const forwarded = { 'x-forwarded-for': '10.1.2.3', 'x-real-ip': '10.1.2.3', forwarded: 'for=10.1.2.3' };
    expect((await trpc(10, 'profiles.get', { customerNumber: 1 }, forwarded)).status).toBe(429);
  });

  async function customerIn(organisationId: number, email: string) {
    const token = await stack.token({ organisationId });
    const api = createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-tests' });
    const { customerNumber } = await api.profiles.create({ ...PERSON, organisationId, email, password: PASSWORD });
    return { api, customerNumber };
  }

  test('password guessing is throttled, for a known customer and for an unknown one', async () => {
    const email = 'kari@example.no';
    const { api } = await customerIn(30, email);
    const guess = (username: string, password: string) =>
      api.credentials.verify({ email: username, password }).then(
        () => 200,
        (error: { code: number }) => error.code,
      );
    // A correct password is not counted.
    for (let call = 0; call < 5; call++) expect(await guess(email, PASSWORD)).toBe(200);
    for (const username of [email, 'unknown@example.no']) {
      const codes = await Promise.all(Array.from({ length: 8 }, () => guess(username, 'wrong horse battery')));
      expect(codes.sort()).toEqual([429, 429, 429, 429, 429, 611, 611, 611]);
    }
    expect(await guess('KARI@example.no', PASSWORD)).toBe(429);
    const { api: other, customerNumber } = await customerIn(31, email);
    const change = () =>
      other.credentials
        .changePassword({ customerNumber, currentPassword: 'wrong horse', newPassword: PASSWORD })
        .catch((error: { code: number }) => error.code);
    expect([await change(), await change(), await change(), await change()]).toEqual([611, 611, 611, 429]);
  });

  describe.each([
    ['adapter', () => stack.adapterUrl],
    ['service', () => stack.serviceUrl],
  ])('the %s', (_name, url) => {
    /** Sends bytes as they are, and resolves to what the server sends until it closes the connection. */
    function raw(text: string): Promise<string> {
      const { hostname, port } = new URL(url());
      return new Promise((resolve, reject) => {
        const socket = createConnection({ host: hostname, port: Number(port) }, () => socket.write(text));
        let received = '';
        socket.setEncoding('utf8').on('data', (part) => {
          received += part;
        });
        socket.on('close', () => resolve(received)).on('error', reject);
      });
    }

    test('rejects headers that are too large with problem details', async () => {
      const response = await raw(`GET /healthz HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`);
      expect(response).toMatch(/^HTTP\/1\.1 431 /);
      expect(response).toContain('application/problem+json');
      expect(response).toContain('at most 16 KiB');
    });

    test.each([
      ['no HTTP at all', 'HELO\r\n\r\n'],
      ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd'],
      [
        'a length and chunks',
        'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      ],
      ['a bare line feed in a header', 'GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n'],
    ])('rejects %s and closes the connection', async (_what, text) => {
      expect(await raw(text)).toMatch(/^HTTP\/1\.1 400 [\s\S]*Connection: close[\s\S]*"errorCode":400/);
    });

    test('rejects a URL that is too long', async () => {
      const response = await fetch(`${url()}/healthz?${'x'.repeat(12_001)}`);
      expect(response.status).toBe(400);
      // The service speaks tRPC: its problem is in the data of the error.
      const body = (await response.json()) as { error?: { data: unknown } };
      const problem = { errorCode: 400, detail: expect.stringContaining('too long') };
      expect(body.error?.data ?? body).toMatchObject(problem);
    });
  });

  test('a body that is nested too deeply is rejected before it is parsed', async () => {
    const token = await stack.token({ organisationId: 40 });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...NAMED };
    const body = `{"surname":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    for (const url of [`${stack.adapterUrl}/customers/v2/profiles`, `${stack.serviceUrl}/trpc/profiles.create`]) {
      const response = await fetch(url, { method: 'POST', headers, body });
      expect(response.status).toBe(400);
      expect(await response.text()).toMatch(/nested too deeply/i);
    }
    // Brackets in a string are no nesting.
    const text = await fetch(`${stack.adapterUrl}/customers/v2/profiles`, {
      ...{ method: 'POST', headers },
      body: JSON.stringify({ ...PERSON, organisationId: 40, surname: `"${'['.repeat(60)}` }),
    });
    expect(text.status).toBe(200);
  });

  test('scripts of other sites cannot call: no CORS header is ever sent', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'GET' };
    for (const url of [`${stack.adapterUrl}/customers/v2/profiles`, `${stack.serviceUrl}/trpc/profiles.get`]) {
      for (const method of ['OPTIONS', 'GET']) {
        const response = await fetch(url, { method, headers });
        expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    }
  });
});
