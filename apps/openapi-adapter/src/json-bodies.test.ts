import { createHttpServer } from '@profiles/service-kit';
import { describe, expect, test } from 'vitest';
import { acceptJsonOnly, bodyErrorsOf } from './json-bodies.js';

/** A server that returns each body as it was read. */
function echo() {
  const { server } = createHttpServer({ name: 'echo', logLevel: 'silent', readiness: {} });
  acceptJsonOnly(server);
  for (const method of ['POST', 'PUT', 'PATCH']) {
    server.route({
      method,
      url: '/',
      handler: async (request) => ({ body: request.body ?? null, errors: bodyErrorsOf(request) }),
    });
  }
  return async (
    method: 'POST' | 'PUT' | 'PATCH',
    type: string,
    payload: string | Buffer = '{"note":"hei"}',
    headers: Record<string, string> = {},
  ) => {
    const { statusCode: status, body } = await server.inject({
      ...{ method, url: '/', payload, headers: { 'content-type': type, ...headers } },
    });
    return { status, body: JSON.parse(body) };
  };
}

describe('request bodies', () => {
  test.each(['application/merge-patch+json', 'application/json', 'Application/Merge-Patch+JSON; charset=utf-8'])(
    'PATCH takes %s (RFC 7396, section 4)',
    async (type) => {
      expect(await echo()('PATCH', type)).toEqual({ status: 200, body: { body: { note: 'hei' }, errors: [] } });
    },
  );

  test.each(['POST', 'PUT'] as const)('%s takes no merge patch: 415 names the type to send', async (method) => {
    const { status, body } = await echo()(method, 'application/merge-patch+json');
    expect(status).toBe(415);
    expect(body).toMatchObject({ errorCode: 415, detail: expect.stringContaining('application/json') });
  });

  test('an empty body is no body', async () => {
    expect(await echo()('PUT', 'application/json', '')).toEqual({ status: 200, body: { body: null, errors: [] } });
  });

  test.each<[string, string | Buffer, string, string]>([
    ['bytes in Latin-1', Buffer.from('{"note":"\xe5"}', 'latin1'), '', 'The body is not valid UTF-8.'],
    ['half of a character', Buffer.from('{"note":"å"}').subarray(0, 10), '', 'The body is not valid UTF-8.'],
    ['UTF-16', Buffer.from('\ufeff{"note":"å"}', 'utf16le'), '', 'The body is not valid UTF-8.'],
    ['a byte order mark', '\ufeff{}', '', 'The body is not valid JSON (RFC 8259).'],
    ['no JSON', '{"note":', '', 'The body is not valid JSON (RFC 8259).'],
    ['33 levels', '['.repeat(33) + ']'.repeat(33), '', 'Nested too deeply: at most 32 levels.'],
    ['a name given twice', '{"note":1,"note":2}', 'note', 'Given more than once in the same object: give it once.'],
    ['the name of the prototype', '{"x":[{"__proto__":{}}]}', '__proto__', 'Unknown field.'],
    ['the same name escaped', '{"\\u005f_proto__":{}}', '__proto__', 'Unknown field.'],
  ])('%s: there is no body, and the error says what is expected', async (_name, payload, path, message) => {
    const { status, body } = await echo()('PUT', 'application/json', payload);
    expect({ status, body }).toEqual({ status: 200, body: { body: null, errors: [{ path, message }] } });
  });

  test('U+FFFD that was sent as a character is one like any other', async () => {
    const { body } = await echo()('PUT', 'application/json', '{"note":"\ufffd"}');
    expect(body).toEqual({ body: { note: '\ufffd' }, errors: [] });
  });

  test.each(['utf-8', 'UTF-8', '"utf-8"', 'utf8', 'us-ascii'])('the charset %s is read', async (charset) => {
    expect(await echo()('PUT', `application/json; charset=${charset}`)).toMatchObject({ status: 200 });
  });

  test.each(['iso-8859-1', 'utf-16', 'windows-1252'])('the charset %s is not supported (415)', async (charset) => {
    const { status, body } = await echo()('PUT', `application/json;charset=${charset}`);
    expect(status).toBe(415);
    expect(body).toMatchObject({ errorCode: 415, detail: expect.stringContaining('UTF-8') });
  });

  test.each(['gzip', 'br', 'identity, gzip'])('the content coding %s is not supported (415)', async (coding) => {
    const { status, body } = await echo()('PUT', 'application/json', '{}', { 'content-encoding': coding });
    expect(status).toBe(415);
    expect(body).toMatchObject({ errorCode: 415, detail: expect.stringContaining('uncompressed') });
  });

  test('the content coding identity is none', async () => {
    const identity = { 'content-encoding': 'identity' };
    expect(await echo()('PUT', 'application/json', '{}', identity)).toMatchObject({ status: 200 });
  });
});
