import { createHttpServer } from '@profiles/service-kit';
import { describe, expect, test } from 'vitest';
import { acceptJsonOnly } from './json-bodies.js';

/** A server that returns each body as it was read. */
function echo() {
  const { server } = createHttpServer({ name: 'echo', logLevel: 'silent', readiness: {} });
  acceptJsonOnly(server);
  for (const method of ['POST', 'PUT', 'PATCH']) {
    server.route({ method, url: '/', handler: async ({ body }) => ({ body: body ?? null }) });
  }
  return async (method: 'POST' | 'PUT' | 'PATCH', type: string, payload: string | Buffer = '{"note":"hei"}') => {
    const { statusCode: status, body } = await server.inject({
      ...{ method, url: '/', payload, headers: { 'content-type': type } },
    });
    return { status, body: JSON.parse(body) };
  };
}

describe('request bodies', () => {
  test.each(['application/merge-patch+json', 'application/json', 'Application/Merge-Patch+JSON; charset=utf-8'])(
    'PATCH takes %s (RFC 7396, section 4)',
    async (type) => {
      expect(await echo()('PATCH', type)).toEqual({ status: 200, body: { body: { note: 'hei' } } });
    },
  );

  test.each(['POST', 'PUT'] as const)('%s takes no merge patch: 415 names the type to send', async (method) => {
    const { status, body } = await echo()(method, 'application/merge-patch+json');
    expect(status).toBe(415);
    expect(body).toMatchObject({ errorCode: 415, detail: expect.stringContaining('application/json') });
  });

  test('an empty body is no body', async () => {
    expect(await echo()('PUT', 'application/json', '')).toEqual({ status: 200, body: { body: null } });
  });

  test('bytes that are not UTF-8 are 400', async () => {
    const { status, body } = await echo()('PUT', 'application/json', Buffer.from('{"note":"\xe5"}', 'latin1'));
    expect({ status, detail: body.detail }).toEqual({ status: 400, detail: 'The body is not valid UTF-8.' });
  });
});
