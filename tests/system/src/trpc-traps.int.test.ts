import { randomInt, randomUUID } from 'node:crypto';
import { Permission } from '@profiles/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface Asked {
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string>;
}

/** Mistakes of tRPC callers, byte for byte: the official client would not make them. */
describe.skipIf(MONGODB_URI === undefined)('tRPC', () => {
  const organisationId = randomInt(1, 1_000_000);
  const person = { surname: 'Nordmann', firstName: 'Kari', organisationId, createdBy: 'web', createdByChannel: 'web' };
  let stack: Stack;
  let token: string;

  beforeAll(async () => {
    stack = await startStack();
    token = await stack.token({ organisationId });
  });
  afterAll(() => stack.close());

  async function send(method: string, path: string, { body, headers }: Asked = {}): Promise<Answer> {
    const response = await fetch(`${stack.serviceUrl}/trpc/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'et-client-name': 'acme-tests',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  const errorIn = ({ text }: Answer) => JSON.parse(text).error.data;
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    send('POST', path, {
      body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
      headers,
    });
  const create = async (fields: object = {}) =>
    JSON.parse((await post('profiles.create', { ...person, ...fields })).text).result.data;

  const inLatin1 = (value: unknown) => Buffer.from(JSON.stringify(value), 'latin1');

  describe('input that is not UTF-8', () => {
    test('is refused (400), and what was stored stays as it is', async () => {
      const { customerNumber } = await create({ surname: 'Ødegård' });
      const update = { customerNumber, surname: 'Ødegård', firstName: 'Åse', changedBy: 'w', changedByChannel: 'w' };
      const answer = await post('profiles.update', inLatin1(update));
      expect(answer.status).toBe(400);
      expect(errorIn(answer)).toMatchObject({
        errorCode: 400,
        httpStatus: 400,
        detail: expect.stringContaining('UTF-8'),
      });
      const read = await post('profiles.get', { customerNumber });
      expect(JSON.parse(read.text).result.data).toMatchObject({ surname: 'Ødegård', firstName: 'Kari' });
    });

    test('is refused in the input of a GET', async () => {
      const answer = await send('GET', 'profiles.find?input=%7B%22surname%22:%22%D8deg%E5rd%22%7D');
      expect({ status: answer.status, code: errorIn(answer).errorCode }).toEqual({ status: 400, code: 400 });
    });

    test('is refused for each call of a batch', async () => {
      const answer = await post('profiles.find,profiles.find?batch=1', inLatin1({ 0: { surname: 'å' }, 1: {} }));
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text)).toHaveLength(2);
      expect(answer.text).not.toContain('\ufffd');
    });

    test('is refused in the error format of tRPC where there is no such procedure', async () => {
      const answer = await post('profiles.nothing', inLatin1({ name: 'å' }));
      expect({ status: answer.status, code: errorIn(answer).errorCode }).toEqual({ status: 400, code: 400 });
    });

    test('comes after token and permission', async () => {
      const body = inLatin1({ surname: 'å' });
      const without = await post('profiles.update', body, { authorization: '' });
      expect({ status: without.status, code: errorIn(without).errorCode }).toEqual({ status: 401, code: 611 });
      const reading = `Bearer ${await stack.token({ organisationId, permissions: [Permission.Read] })}`;
      const forbidden = await post('profiles.update', body, { authorization: reading });
      expect({ status: forbidden.status, code: errorIn(forbidden).errorCode }).toEqual({ status: 403, code: 610 });
    });
  });

  test.each([
    ['no JSON', '{"surname":', ''],
    ['a name given twice', '{"surname":"a","surname":"b"}', 'surname'],
    ['33 levels', '['.repeat(33) + ']'.repeat(33), ''],
    ['the name of the prototype', '{"__proto__":{"surname":"a"}}', '__proto__'],
    [
      'the name of the prototype in a list',
      '{"postalAddresses":[{"__proto__":{"town":"a"}}]}',
      'postalAddresses.0.__proto__',
    ],
    ['the name of a constructor', '{"constructor":{"prototype":{"surname":"a"}}}', 'constructor'],
    ['a huge number', '{"organisationId":1e999}', 'organisationId'],
    ['a number beyond what JSON can carry', '{"organisationId":9007199254740993}', 'organisationId'],
  ])('%s is 400 in the error format of tRPC and names where', async (_name, body, path) => {
    const answer = await post('profiles.create', body);
    expect(answer.status).toBe(400);
    expect(errorIn(answer)).toMatchObject({ errorCode: 400 });
    expect(errorIn(answer).errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  test.each([
    ['a body over 1 MiB', { body: JSON.stringify({ surname: 'x'.repeat(2 ** 20) }) }, 413],
    ['another media type', { body: 'a=1', headers: { 'content-type': 'text/plain' } }, 415],
  ] as const)('%s is %i in the error format of tRPC', async (_name, asked, status) => {
    const answer = await send('POST', 'profiles.create', asked);
    expect({ status: answer.status, code: errorIn(answer).errorCode }).toEqual({ status, code: status });
  });

  test('a part of the path longer than 2 000 characters is 414; a batch of many calls is not', async () => {
    const answer = await send('GET', 'x'.repeat(2001));
    expect({ status: answer.status, data: errorIn(answer) }).toMatchObject({
      status: 414,
      data: { errorCode: 414, httpStatus: 414 },
    });
    const calls = Array.from({ length: 100 }, () => 'profiles.getByCustomerReference').join(',');
    const batch = await post(`${calls}?batch=1`, {});
    expect(JSON.parse(batch.text)).toHaveLength(100);
  });

  describe('a batch', () => {
    test.each(['Idempotency-Key', 'If-Match'])(
      'of more than one call with %s is 400, and nothing is done',
      async (name) => {
        const [one, two] = [await create(), await create()];
        const input = Object.fromEntries(
          [one, two].map(({ customerNumber }, index) => [
            index,
            { customerNumber, surname: 'N', firstName: 'F', changedBy: 'w', changedByChannel: 'w' },
          ]),
        );
        const answer = await post('profiles.update,profiles.update?batch=1', input, { [name]: '"1"' });
        expect(answer.status).toBe(400);
        for (const { error } of JSON.parse(answer.text)) {
          expect(error.data).toMatchObject({ errorCode: 400, errors: [{ path: name }] });
        }
        const after = await post('profiles.get', { customerNumber: one.customerNumber });
        expect(after.headers.get('etag')).toBe('"1"');
      },
    );

    test('of one call may have them', async () => {
      const { customerNumber } = await create();
      const input = { 0: { customerNumber, surname: 'N', firstName: 'F', changedBy: 'w', changedByChannel: 'w' } };
      const answer = await post('profiles.update?batch=1', input, {
        'If-Match': '"1"',
        'Idempotency-Key': randomUUID(),
      });
      expect(answer.status).toBe(200);
    });
  });

  test.each([36, 255])('an Idempotency-Key of %i characters is the same bare and in double quotes', async (length) => {
    const key = randomUUID().padEnd(length, '~');
    const first = await post('profiles.create', person, { 'idempotency-key': key });
    const again = await post('profiles.create', person, { 'idempotency-key': `"${key}"` });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.text).toBe(first.text);
  });

  test.each(['', '""', 'with blank', 'æ', 'x'.repeat(256), `"${'x'.repeat(256)}"`])(
    'and refused with every other error of the call: %j',
    async (key) => {
      const answer = await post('profiles.create', { ...person, nationality: 'QQ' }, { 'idempotency-key': key });
      expect(answer.status).toBe(400);
      expect(
        errorIn(answer)
          .errors.map(({ path }: { path: string }) => path)
          .sort(),
      ).toEqual(['Idempotency-Key', 'nationality']);
    },
  );

  test('a replayed error carries Idempotency-Replayed', async () => {
    const email = `${randomUUID()}@example.no`;
    await create({ email });
    const headers = { 'idempotency-key': randomUUID() };
    const first = await post('profiles.create', { ...person, email }, headers);
    const again = await post('profiles.create', { ...person, email }, headers);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect({
      status: again.status,
      replayed: again.headers.get('idempotency-replayed'),
      code: errorIn(again).errorCode,
    }).toEqual({
      ...{ status: 409, replayed: 'true', code: 602 },
    });
  });

  test('a query gives 304 without a body to a caller who has the current version', async () => {
    const { customerNumber } = await create();
    const input = encodeURIComponent(JSON.stringify({ customerNumber }));
    for (const ask of [
      (headers: Record<string, string>) => send('GET', `profiles.get?input=${input}`, { headers }),
      (headers: Record<string, string>) => post('profiles.get', { customerNumber }, headers),
    ]) {
      const current = await ask({ 'if-none-match': '"1"' });
      expect({ status: current.status, text: current.text, etag: current.headers.get('etag') }).toEqual({
        ...{ status: 304, text: '', etag: '"1"' },
      });
      expect((await ask({ 'if-none-match': '"2"' })).status).toBe(200);
    }
    const batch = `profiles.get,profiles.get?batch=1&input=${encodeURIComponent(JSON.stringify({ 0: { customerNumber }, 1: { customerNumber } }))}`;
    expect((await send('GET', batch, { headers: { 'if-none-match': '"1"' } })).status).toBe(200);
  });

  test('type of a problem is the absolute address of a page about it', async () => {
    const answer = await post('profiles.get', { customerNumber: 999_999_999 });
    const { type } = errorIn(answer);
    expect(type).toBe(`${stack.serviceUrl}/errors/617`);
    expect(await (await fetch(type)).text()).toContain('<h1>617 Not found</h1>');
  });
});
