import { createConnection, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createHttpServer } from './http-server.js';
import type { LoadLimits } from './load-shedding.js';

const IN_FLIGHT = 3;

/** A server with three routes: one that waits until the test releases it, one that responds at once, one that computes. */
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
    /** Requests whose handlers wait to be released. */
    waiting,
    release: () => {
      for (const one of waiting.splice(0)) one();
    },
    statusOf: async (path: string, init?: RequestInit) => (await fetch(url + path, init)).status,
    figure: async (name: string) => Number(new RegExp(`^${name}.* (\\d+)$`, 'm').exec(await metrics.metrics())?.[1]),
    close: () => server.close(),
  };
}

type Server = Awaited<ReturnType<typeof startServer>>;

describe('a server with a limit of three requests in flight', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer({ requestsInFlight: IN_FLIGHT, eventLoopDelayMillis: 60_000 });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    server.release();
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

  test('rejects the fourth with correlation id and Retry-After, and counts it', async () => {
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
    server.release();
    expect(await outcomes).toEqual([200, 200, 200]);
  });

  test('rejects before it reads the body, whatever its type', async () => {
    await fill();
    const post = { method: 'POST', body: 'no JSON', headers: { 'content-type': 'application/json' } };
    expect(await server.statusOf('/quick', post)).toBe(503);
    server.release();
    await inFlight(0);
    expect(await server.statusOf('/quick', post)).toBe(400);
  });

  test('always responds to health and metrics requests', async () => {
    await fill();
    for (const path of ['/healthz', '/readyz', '/metrics']) expect(await server.statusOf(path), path).toBe(200);
  });

  test('accepts new requests as soon as others have finished', async () => {
    await fill();
    server.waiting.shift()?.();
    await inFlight(IN_FLIGHT - 1);
    expect(await server.statusOf('/quick')).toBe(200);
  });

  test('an aborted request is counted down once, even if its handler responds later', async () => {
    for (let round = 0; round < 3; round++) {
      const { abort, outcomes } = await fill();
      expect(await server.statusOf('/quick')).toBe(503);
      abort();
      expect(await outcomes).toEqual(['AbortError', 'AbortError', 'AbortError']);
      await inFlight(0);
      expect(await server.statusOf('/quick')).toBe(200);
      server.release();
      await inFlight(0);
    }
    await fill();
    expect(await server.statusOf('/quick')).toBe(503);
  });

  test('pipelined requests are counted down when their connection is closed', async () => {
    const socket = await connected(server.url);
    socket.write('GET /held HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2));
    await inFlight(2);
    socket.destroy();
    await inFlight(0);
  });

  test('pipelined requests are counted down once when they have finished', async () => {
    const socket = await connected(server.url);
    socket.write('GET /held HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2));
    await inFlight(2);
    server.release();
    await inFlight(0);
    socket.destroy();
    expect(await server.statusOf('/quick')).toBe(200);
    await inFlight(0);
  });
});

/** So few that the part which is accepted in any case is a single request. */
const FEW = 16;

test('a server with a late event loop rejects requests, and accepts all of them again after the peak', async () => {
  const server = await startServer({ requestsInFlight: FEW, eventLoopDelayMillis: 40 });
  const statuses = new Set<number>();
  const callUntilRejected = async () => {
    while (!statuses.has(503)) statuses.add(await server.statusOf('/slow'));
  };
  await Promise.all(Array.from({ length: 8 }, callUntilRejected));
  expect(statuses).toEqual(new Set([200, 503]));
  expect(await server.figure('http_requests_shed_total\\{reason="event_loop"')).toBeGreaterThan(0);
  await vi.waitFor(async () => expect(await server.statusOf('/slow')).toBe(200));
  await server.close();
});

test('a server with few requests in flight rejects none, however late its event loop is', async () => {
  const server = await startServer({ requestsInFlight: 10 * FEW, eventLoopDelayMillis: 1 });
  const callRepeatedly = async () => {
    const statuses = [];
    for (let call = 0; call < 5; call++) statuses.push(await server.statusOf('/slow'));
    return statuses;
  };
  const statuses = await Promise.all(Array.from({ length: 8 }, callRepeatedly));
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
