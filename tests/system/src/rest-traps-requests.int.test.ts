import { randomInt, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { startRestCaller } from './rest-traps/rest-caller.js';
import { expectProblem, rawGet } from './rest-traps/rest-calls.js';
import { MONGODB_URI } from './stack.js';

/** Requests that are wrong in several places at once, oddly encoded or conditional. */
describe.skipIf(MONGODB_URI === undefined)('REST requests', () => {
  const rest = startRestCaller();
  const { organisationId, person, ask, create } = rest;

  test('one response names every error of path, query, body and headers', async () => {
    const query = 'fistName=a&includeECards=yes&expirationDate=soon';
    const body = { expirationDate: '2099-01-01', surprise: 1 };
    const headers = { 'idempotency-key': 'with blank', 'x-changed-by': 'x'.repeat(101) };
    const { errors } = await expectProblem(ask('PUT', `/profiles/abc/deactivate?${query}`, { body, headers }), 400);
    const paths = (errors as { path: string }[]).map(({ path }) => path);
    expect(new Set(paths)).toEqual(
      new Set([
        ...['customerNumber', 'fistName', 'includeECards', 'expirationDate', 'surprise'],
        ...['X-Changed-By', 'Idempotency-Key'],
      ]),
    );
  });

  test('a body that is no JSON is named beside the other errors of the request', async () => {
    const answer = ask('PUT', '/profiles/abc?fistName=a', { body: '{"surname":' });
    const { errors } = await expectProblem(answer, 400);
    expect(errors).toEqual([
      { path: 'customerNumber', message: 'Expected a decimal integer.' },
      { path: 'fistName', message: 'Unknown query parameter.' },
      { path: '', message: 'The body is not valid JSON (RFC 8259).' },
    ]);
  });

  test('a permission that the body asks for comes before its shape', async () => {
    const { customerNumber } = await create();
    const readAndChange = ['customers-profile:les', 'customers-profile:endre'];
    const authorization = `Bearer ${await rest.stack.token({ organisationId, permissions: readAndChange })}`;
    const answer = ask('PUT', `/profiles/${customerNumber}?x=1`, { body: { status: 'D' }, headers: { authorization } });
    await expectProblem(answer, 403, 610);
  });

  test('a replayed error carries Idempotency-Replayed', async () => {
    const email = `${randomUUID()}@example.no`;
    await create({ email });
    const init = { body: { ...person, email }, headers: { 'idempotency-key': `"${randomUUID()}"` } };
    const first = await ask('POST', '/profiles', init);
    const again = await ask('POST', '/profiles', init);
    expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);
    expect(again).toMatchObject({ status: 409, body: { errorCode: 602 } });
  });

  describe('If-None-Match', () => {
    const read = (path: string, tag: string) => ask('GET', path, { headers: { 'if-none-match': tag } });

    test.each(['"1"', 'W/"1"', '"7", "1"', '*'])('%s of the current version: 304 without a body', async (tag) => {
      const { customerNumber, uuid, customerRef } = await create({ customerRef: `ref-${randomUUID().slice(0, 8)}` });
      for (const path of [`/${customerNumber}`, `/uuid/${uuid}`, `/customer-references/${customerRef}`]) {
        const { status, body, headers } = await read(`/profiles${path}`, tag);
        expect({ status, body, etag: headers.get('etag'), type: headers.get('content-type') }).toEqual({
          ...{ status: 304, body: {}, etag: '"1"', type: null },
        });
      }
    });

    test.each(['"2"', '1', '"x"', '', '"1', 'W/'])('%j is not the current version: 200', async (tag) => {
      const { customerNumber } = await create();
      expect(await read(`/profiles/${customerNumber}`, tag)).toMatchObject({ status: 200, body: { customerNumber } });
    });

    test('an error is an error whatever the caller has', async () => {
      await expectProblem(read('/profiles/999999999', '*'), 404, 617);
    });

    // RFC 9110, section 8.8.1: a strong validator is unique among the versions of a resource.
    test('a revision is not mistaken for that of another profile: after a merge the survivor is sent', async () => {
      const target = await create();
      const source = await create({ profileType: 'P' });
      const path = `/profiles/${source['customerNumber']}`;
      expect((await read(path, '"2"')).status).toBe(200);
      await ask('PUT', `/profiles/${target['customerNumber']}/merge/${source['customerNumber']}`);
      const after = await read(path, '"2"');
      expect(after.headers.get('etag')).toBe('"2"');
      expect(after).toMatchObject({ status: 200, body: { redirectedFrom: source['customerNumber'] } });
    });

    test('nor where a card leads to another profile of the same revision', async () => {
      const [one, two] = [await create(), await create()];
      const card = {
        ecardNumber: randomInt(1_000_000_000, 9_999_999_999),
        ecardOperator: '57803',
        startOfOwnership: '2026-01-01',
      };
      await ask('POST', `/profiles/${one['customerNumber']}/ecard-ownerships`, { body: card });
      const path = `/profiles/ecards/${card.ecardNumber}`;
      expect((await ask('GET', path)).headers.get('etag')).toBe('"2"');
      await ask('PUT', `/profiles/${two['customerNumber']}/ecard-ownerships/57803/${card.ecardNumber}`, { body: card });
      expect(await read(path, '"2"')).toMatchObject({ status: 200, body: { customerNumber: two['customerNumber'] } });
    });

    test('writes and lists take no notice of it', async () => {
      const { customerNumber } = await create();
      const headers = { 'if-none-match': '*' };
      expect((await ask('PUT', `/profiles/${customerNumber}/deactivate`, { headers })).status).toBe(200);
      expect((await ask('GET', '/preferences', { headers })).status).toBe(200);
    });
  });

  test('raw bytes outside of ASCII in a URL are 400, or read as the UTF-8 they are: never as Latin-1', async () => {
    const customerRef = `bjørn-${randomUUID().slice(0, 8)}`;
    const { customerNumber } = await create({ customerRef, surname: 'Bjørnsjø' });
    const headers = { authorization: `Bearer ${rest.token}`, 'et-client-name': 'acme-tests' };
    const raw = (path: string) => rawGet(`${rest.stack.adapterUrl}/customers/v2${path}`, headers);
    const utf8 = (text: string) => Buffer.from(text).toString('latin1');
    // The status depends on the HTTP parser of the Node version.
    const byRef = await raw(utf8(`/profiles/customer-references/${customerRef}`));
    expect([400, 200]).toContain(byRef.status);
    if (byRef.status === 200) expect(JSON.parse(byRef.body)).toMatchObject({ customerNumber });
    const found = await raw(utf8('/profiles?surname=bjørnsjø'));
    expect([400, 200]).toContain(found.status);
    if (found.status === 200) expect(JSON.parse(found.body)).toMatchObject([{ customerNumber }]);
    else expect(JSON.parse(found.body)).toMatchObject({ detail: expect.stringContaining('percent-encode') });
    expect((await raw('/profiles?surname=bj\xf8rn')).status).toBe(400);
    expect((await raw('/profiles/customer-references/bj\xf8rn')).status).toBe(400);
  });

  test.each([
    ['GET', (text: string) => `/profiles/customer-references/${text}`],
    ['PUT', (text: string) => `/profiles/${text}`],
    ['PATCH', (text: string) => `/profiles/${text}`],
    ['GET', (text: string) => `/nowhere/${text}/else`],
  ])('%s with a part of the path longer than 2 000 characters is 414', async (method, pathWith) => {
    await expectProblem(ask(method, pathWith('x'.repeat(2001)), { headers: {} }), 414);
    await expectProblem(ask(method, pathWith('x'.repeat(11_900)), { headers: {} }), 414);
  });

  test('a query that is too long is 400, as every text that is too long', async () => {
    await expectProblem(ask('GET', `/profiles?surname=${'x'.repeat(3000)}`), 400);
    await expectProblem(ask('GET', `/profiles?surname=${'x'.repeat(12_500)}`), 400);
  });
});
