import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpServer, type EdgeSettings } from './http-server.js';
import { listen, type RunningApp } from './running-app.js';

const SOON_MILLIS = 3_000;

/** A server with a route that responds when the test says so. */
async function startApp(options: { drainMillis?: number; edge?: EdgeSettings } = {}) {
  const { server } = createHttpServer({ name: 'test', logLevel: 'silent', readiness: {}, ...options });
  const finish: (() => void)[] = [];
  server.get('/fast', async () => 'fast');
  server.get('/slow', () => new Promise((resolve) => finish.push(() => resolve('slow'))));
  const released: string[] = [];
  const app = await listen(server, {
    ...{ host: '127.0.0.1', port: 0, drainMillis: options.drainMillis },
    release: async () => void released.push('released'),
  });
  return { app, finish, released };
}

describe('a shutdown', () => {
  const sockets: Socket[] = [];
  const agent = new Agent({ keepAlive: true });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });

  async function open(app: RunningApp): Promise<Socket> {
    const { hostname, port } = new URL(app.url);
    const socket = connect({ host: hostname, port: Number(port) });
    sockets.push(socket);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  }

  async function get(app: RunningApp, path: string) {
    const call = request(`${app.url}${path}`, { agent }).end();
    const [response] = await once(call, 'response');
    let text = '';
    for await (const part of response.setEncoding('utf8')) text += part;
    return { status: response.statusCode as number, connection: response.headers.connection as string, text };
  }

  async function closesSoon(app: RunningApp): Promise<boolean> {
    const closed = app.close().then(() => true);
    return Promise.race([closed, setTimeout(SOON_MILLIS, false)]);
  }

  test('is not held up by a connection that never sent a byte', async () => {
    const { app, released } = await startApp();
    const silent = await open(app);
    const ended = once(silent, 'close');
    expect(await closesSoon(app)).toBe(true);
    await ended;
    expect(released).toEqual(['released']);
  });

  test('is not held up by a connection whose TLS handshake never begins', async () => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }]);
    const tls = { certFile: '/nowhere', keyFile: '/nowhere', cert, key };
    const { app } = await startApp({ edge: { trustedProxies: [], maxConnections: 10, tls } });
    await open(app);
    expect(await closesSoon(app)).toBe(true);
  });

  test('is not held up by headers that do not end', async () => {
    const { app } = await startApp();
    const socket = await open(app);
    socket.write('GET /fast HTTP/1.1\r\nHost: x\r\nX-Never: ');
    await setTimeout(50);
    expect(await closesSoon(app)).toBe(true);
  });

  test('is not held up by an idle keep-alive connection', async () => {
    const { app } = await startApp();
    await get(app, '/fast');
    expect(await closesSoon(app)).toBe(true);
  });

  test('finishes a request in progress, and releases what it needs afterwards', async () => {
    const { app, finish, released } = await startApp();
    const running = get(app, '/slow');
    await expect.poll(() => finish.length).toBe(1);
    const closed = app.close();
    await setTimeout(300);
    expect(released).toEqual([]);
    finish[0]?.();
    expect(await running).toMatchObject({ status: 200, text: 'slow', connection: 'close' });
    await closed;
    expect(released).toEqual(['released']);
  });

  test('reports unready at once and serves requests until the drain delay is over', async () => {
    const { app } = await startApp({ drainMillis: 500 });
    expect(await get(app, '/readyz')).toMatchObject({ status: 200, connection: 'keep-alive' });
    const closed = app.close();
    expect(await get(app, '/readyz')).toMatchObject({ status: 503, text: expect.stringContaining('"closing":true') });
    // A new connection each time, and each response ends it: clients move to another instance.
    for (let call = 0; call < 3; call += 1) {
      expect(await get(app, '/fast')).toMatchObject({ status: 200, connection: 'close' });
    }
    await closed;
    await expect(get(app, '/fast')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('serves a request whose headers had begun to arrive', async () => {
    const { app } = await startApp();
    const socket = await open(app);
    let received = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      received += text;
    });
    socket.write('GET /fast HTTP/1.1\r\nHost: x\r\n');
    await setTimeout(50);
    const closed = app.close();
    socket.write('\r\n');
    await Promise.all([closed, once(socket, 'close')]);
    expect(received).toMatch(/^HTTP\/1\.1 200 /);
  });
});

test('readiness responds within three seconds when a check hangs, and starts it only once', async () => {
  let runs = 0;
  const { server } = createHttpServer({
    ...{ name: 'test', logLevel: 'silent' },
    readiness: {
      hanging: () => {
        runs += 1;
        return new Promise(() => undefined);
      },
      fine: () => undefined,
    },
  });
  const startedAt = performance.now();
  const responses = await Promise.all([server.inject('/readyz'), server.inject('/readyz')]);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  for (const response of responses) {
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ ready: false, checks: { hanging: 'TimeoutError', fine: 'ok' } });
  }
  expect(runs).toBe(1);
  await server.close();
});

test('a check that fails by throwing is run again for the next response', async () => {
  let isBroken = true;
  const { server } = createHttpServer({
    ...{ name: 'test', logLevel: 'silent' },
    readiness: {
      part: () => {
        if (isBroken) throw new RangeError();
      },
    },
  });
  expect((await server.inject('/readyz')).json()).toMatchObject({ ready: false, checks: { part: 'RangeError' } });
  isBroken = false;
  expect((await server.inject('/readyz')).json()).toMatchObject({ ready: true, checks: { part: 'ok' } });
  await server.close();
});
