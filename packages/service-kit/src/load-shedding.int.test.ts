import { createConnection, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createHttpServer } from './http-server.js';
import type { LoadLimits } from './load-shedding.js';

const IN_FLIGHT = 3;

/** A server with a route whose answers wait until they are let go, one that answers at once, and one that computes first. */
async function startServer(load: LoadLimits) {
  const { server, metrics } = createHttpServer({
    ...{ name: 'shedding', logLevel: 'silent', readiness: {} },
    edge: { trustedProxies: [], maxConnections: 100, load },
  });
  const waiting: (() => void)[] = [];
  server.get('/held', () => new Promise((resolve) => waiting.push(() => resolve('late'))));
  server.get('/quick', async () => 'quick');
  server.post('/quick', async () => 'quick');
  server.get('/slow', async () => {
    const until = performance.now() + 30;
    while (performance.now() < until);
    await setImmediate();
    return 'slow';
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    /** Requests whose handlers have begun and whose answers are held back. */
    waiting,
    letGo: () => {
      for (const one of waiting.splice(0)) one();
    },
    statusOf: async (path: string, init?: RequestInit) => (await fetch(url + path, init)).status,
    figure: async (name: string) => Number(new RegExp(`^${name}.* (\\d+)$`, 'm').exec(await metrics.metrics())?.[1]),
    close: () => server.close(),
  };
}

type Server = Awaited<ReturnType<typeof startServer>>;

describe('a server that takes on three requests at once', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer({ requestsInFlight: IN_FLIGHT, eventLoopDelayMillis: 60_000 });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    server.letGo();
    await inFlight(0);
  });

  const inFlight = (count: number) =>
    vi.waitFor(async () => expect(await server.figure('http_requests_in_flight')).toBe(count));

  async function fill(): Promise<{ abort(): void; readonly outcomes: Promise<unknown[]> }> {
    const leaving = new AbortController();
    const held = Array.from({ length: IN_FLIGHT }, () =>
      server.statusOf('/held', { signal: leaving.signal }).catch((error: Error) => error.name),
    );
    await vi.waitFor(() => expect(server.waiting).toHaveLength(IN_FLIGHT));
    return { abort: () => leaving.abort(), outcomes: Promise.all(held) };
  }

  test('refuses the fourth quickly and traceably, says when to come again, and counts it', async () => {
    const { outcomes } = await fill();
    const refused = await fetch(`${server.url}/quick`, { headers: { 'x-correlation-id': 'order-4711' } });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('x-correlation-id')).toBe('order-4711');
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await refused.json()).toMatchObject({
      ...{ errorCode: 503, title: 'Overloaded', retry: 'backoff', retryAfter: 1 },
      correlationId: 'order-4711',
    });
    expect(await server.figure('http_requests_shed_total\\{reason="in_flight"')).toBeGreaterThan(0);
    server.letGo();
    expect(await outcomes).toEqual([200, 200, 200]);
  });

  test('refuses before it reads the body, of whatever kind it is', async () => {
    await fill();
    const post = { method: 'POST', body: 'no JSON', headers: { 'content-type': 'application/json' } };
    expect(await server.statusOf('/quick', post)).toBe(503);
    server.letGo();
    await inFlight(0);
    expect(await server.statusOf('/quick', post)).toBe(400);
  });

  test('always answers those who watch it', async () => {
    await fill();
    for (const path of ['/healthz', '/readyz', '/metrics']) expect(await server.statusOf(path), path).toBe(200);
  });

  test('takes on new requests as soon as others have been answered', async () => {
    await fill();
    server.waiting.shift()?.();
    await inFlight(IN_FLIGHT - 1);
    expect(await server.statusOf('/quick')).toBe(200);
  });

  test('a request that its client gives up gives its place back once, even if its answer comes after all', async () => {
    for (let round = 0; round < 3; round++) {
      const { abort, outcomes } = await fill();
      expect(await server.statusOf('/quick')).toBe(503);
      abort();
      expect(await outcomes).toEqual(['AbortError', 'AbortError', 'AbortError']);
      await inFlight(0);
      expect(await server.statusOf('/quick')).toBe(200);
      server.letGo();
      await inFlight(0);
    }
    await fill();
    expect(await server.statusOf('/quick')).toBe(503);
  });

  test('pipelined requests give their places back too when their connection is gone', async () => {
    const socket = await connected(server.url);
    socket.write('GET /held HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2));
    await inFlight(2);
    socket.destroy();
    await inFlight(0);
  });

  test('pipelined requests give their places back once when they are answered', async () => {
    const socket = await connected(server.url);
    socket.write('GET /held HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2));
    await inFlight(2);
    server.letGo();
    await inFlight(0);
    socket.destroy();
    expect(await server.statusOf('/quick')).toBe(200);
    await inFlight(0);
  });
});

/** Few enough that the share which is taken on in any case is a single one. */
const FEW = 16;

test('a server whose event loop is late refuses, and takes on everything again when the rush is over', async () => {
  const server = await startServer({ requestsInFlight: FEW, eventLoopDelayMillis: 40 });
  const statuses = new Set<number>();
  const askUntilRefused = async () => {
    while (!statuses.has(503)) statuses.add(await server.statusOf('/slow'));
  };
  await Promise.all(Array.from({ length: 8 }, askUntilRefused));
  expect(statuses).toEqual(new Set([200, 503]));
  expect(await server.figure('http_requests_shed_total\\{reason="event_loop"')).toBeGreaterThan(0);
  await vi.waitFor(async () => expect(await server.statusOf('/slow')).toBe(200));
  await server.close();
});

test('a server with little to do refuses nobody, however late its event loop is', async () => {
  const server = await startServer({ requestsInFlight: 10 * FEW, eventLoopDelayMillis: 1 });
  const ask = async () => {
    const statuses = [];
    for (let call = 0; call < 5; call++) statuses.push(await server.statusOf('/slow'));
    return statuses;
  };
  const statuses = await Promise.all(Array.from({ length: 8 }, ask));
  expect(new Set(statuses.flat())).toEqual(new Set([200]));
  await server.close();
});

function connected(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = createConnection({ host: hostname, port: Number(port) }, () => resolve(socket));
    socket.resume();
  });
}
