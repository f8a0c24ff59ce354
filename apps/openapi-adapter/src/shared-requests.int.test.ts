import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { type NamedOperation, OPERATION_LIST } from '@profiles/contracts';
import { afterEach, describe, expect, test } from 'vitest';
import { serviceOverHttp } from './over-http.js';
import type { EdgeCall } from './service-port.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** An adapter's way to a service that responds like this, while another call is under way. */
async function adapterOf(respond: RequestListener) {
  const paths: string[] = [];
  let isOccupied = false;
  const server = createServer((request, response) => {
    if (!isOccupied) {
      isOccupied = true;
      request.resume();
      return;
    }
    paths.push(request.url ?? '');
    void respond(request, response);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const service = serviceOverHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const call = (name: string, options: Partial<EdgeCall> = {}) => {
    const named = OPERATION_LIST.find((one) => one.name === name) as NamedOperation;
    const caller = { organisationId: 1, clientId: 'c', permissions: new Set<string>() };
    const edgeCall = { caller, token: 't', correlationId: 'id', forwardedFor: '192.0.2.1', ...options };
    return service.execute(named, { customerNumber: 7 }, edgeCall).then((value) => value?.toString());
  };
  call('profiles.get').catch(() => undefined);
  while (!isOccupied) await setTimeout(1);
  return { call, paths };
}

/** The frame of a value. */
const frame = (call: number, value: string) => `${JSON.stringify({ call, length: value.length })}\n${value}`;
const callCount = async (request: IncomingMessage) => ((await text(request)).split('\n').length - 2) / 2;

/** A service that responds to every call with its number in the request. */
async function numbered(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const count = await callCount(request);
  response.end(Array.from({ length: count }, (_, n) => frame(n, `${n}`)).join(''));
}

describe('calls of one turn', () => {
  test('share a request, and each gets its own value', async () => {
    const { call, paths } = await adapterOf(numbered);
    const values = await Promise.all(Array.from({ length: 100 }, () => call('profiles.get')));
    expect(values).toEqual(Array.from({ length: 100 }, (_, n) => `${n}`));
    expect(paths).toEqual(['/calls']);
  });

  test('are spread over requests of a hundred', async () => {
    const { call, paths } = await adapterOf(numbered);
    await Promise.all(Array.from({ length: 201 }, () => call('profiles.get')));
    expect(paths).toEqual(['/calls', '/calls', '/calls']);
  });

  test('of great size do not make a request too large', async () => {
    const sizes: number[] = [];
    const { call } = await adapterOf(async (request, response) => {
      const body = await text(request);
      sizes.push(body.length);
      const count = (body.split('\n').length - 2) / 2;
      response.end(Array.from({ length: count }, (_, n) => frame(n, `${n}`)).join(''));
    });
    const token = (n: number) => `${n}`.repeat(15_000);
    await Promise.all(Array.from({ length: 60 }, (_, n) => call('profiles.get', { token: token(n % 10) + n })));
    expect(sizes.length).toBeGreaterThan(5);
    expect(Math.max(...sizes)).toBeLessThan(2 * 1024 * 1024);
  });

  test('do not wait for each other: a value is there before the response ends', async () => {
    let end = () => undefined as unknown;
    const { call } = await adapterOf(async (request, response) => {
      await callCount(request);
      response.write(frame(1, '"fast"'));
      end = () => response.end(frame(0, '"slow"'));
    });
    const [slow, fast] = [call('profiles.get'), call('profiles.get')];
    expect(await Promise.race([slow, fast])).toBe('"fast"');
    end();
    expect(await slow).toBe('"slow"');
  });

  test('fail for themselves', async () => {
    const { call } = await adapterOf(async (request, response) => {
      await callCount(request);
      const error = { errorCode: 617, status: 404, detail: 'unknown' };
      response.end(`${JSON.stringify({ call: 0, error })}\n${frame(1, '"fine"')}`);
    });
    const [failed, fine] = await Promise.allSettled([call('profiles.get'), call('profiles.get')]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: 617 } });
    expect(fine).toMatchObject({ status: 'fulfilled', value: '"fine"' });
  });

  test.each([
    ['is no frame', 'nonsense\n'],
    ['is of no call of the request', frame(9, '1')],
    ['has an error of no catalogue', `${JSON.stringify({ call: 1, error: { errorCode: 1 } })}\n`],
    ['never comes', ''],
  ])('keep their outcomes when a later one %s', async (_name, rest) => {
    const { call } = await adapterOf(async (request, response) => {
      await callCount(request);
      response.end(`${frame(0, '"first"')}${rest}`);
    });
    const [first, second] = await Promise.allSettled([call('profiles.get'), call('profiles.get')]);
    expect(first).toMatchObject({ status: 'fulfilled', value: '"first"' });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 619 } });
  });
});

describe('a connection that breaks', () => {
  /** The first request is cut after its first outcome. */
  const breaking = () => {
    let requests = 0;
    return adapterOf(async (request, response) => {
      requests += 1;
      if (requests > 1) return numbered(request, response);
      await callCount(request);
      response.write(frame(0, '"first"'));
      await setTimeout(20);
      response.destroy();
    });
  };

  test('repeats queries and keyed calls without an outcome once, and no other call', async () => {
    const { call, paths } = await breaking();
    const calls = [
      call('profiles.get'),
      call('profiles.get'),
      call('notes.add', { idempotencyKey: 'k' }),
      call('notes.add'),
    ];
    const [first, query, keyed, unkeyed] = await Promise.allSettled(calls);
    expect(first).toMatchObject({ value: '"first"' });
    expect([query, keyed]).toMatchObject([{ value: '0' }, { value: '1' }]);
    expect(unkeyed).toMatchObject({ reason: { code: 619 } });
    expect(paths).toEqual(['/calls', '/calls']);
  });
});

describe('a service of an earlier version', () => {
  /** It knows tRPC alone. */
  const older: RequestListener = (request, response) => {
    request.resume();
    if (request.url === '/calls') response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{}}');
    else response.writeHead(200, { etag: '"3"' }).end('{"result":{"data":{"customerNumber":7}}}');
  };

  test('gets each call in a request of its own', async () => {
    const { call, paths } = await adapterOf(older);
    const metas: unknown[] = [];
    const onResponseMeta = (meta: unknown) => metas.push(meta);
    const calls = [call('profiles.get', { onResponseMeta }), call('notes.add')];
    expect(await Promise.all(calls)).toEqual(['{"customerNumber":7}', '{"customerNumber":7}']);
    expect(metas).toEqual([{ revision: 3 }]);
    expect(paths.toSorted()).toEqual(['/calls', '/trpc/notes.add', '/trpc/profiles.get']);
  });

  test('is not asked again with each call', async () => {
    const { call, paths } = await adapterOf(older);
    await call('profiles.get');
    await call('profiles.get');
    expect(paths).toEqual(['/calls', '/trpc/profiles.get', '/trpc/profiles.get']);
  });

  test('that refuses a request as a whole gets its calls one by one', async () => {
    const { call, paths } = await adapterOf((request, response) => {
      if (request.url !== '/calls') return older(request, response);
      request.resume();
      response.writeHead(413).end();
    });
    expect(await call('profiles.get')).toBe('{"customerNumber":7}');
    expect(paths).toEqual(['/calls', '/trpc/profiles.get']);
  });
});
