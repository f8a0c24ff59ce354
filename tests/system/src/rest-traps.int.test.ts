import { randomInt, randomUUID } from 'node:crypto';
import { createProfilesClient } from '@profiles/client';
import { OPERATIONS } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { startRestCaller } from './rest-traps/rest-caller.js';
import { expectProblem } from './rest-traps/rest-calls.js';
import { MONGODB_URI } from './stack.js';

/** Mistakes of trpc-openapi as a request handler, and of partners, on our own routes. */
describe.skipIf(MONGODB_URI === undefined)('REST routes', () => {
  const rest = startRestCaller();
  const { organisationId, person, ask, create } = rest;

  test.each(['"false"', '"true"', '0', '1', 'null', '""', '[]', '{}'])(
    'a boolean in a query is true or false: includeECards=%s is refused, never guessed',
    async (value) => {
      const { customerNumber } = await create();
      const query = `includeECards=${encodeURIComponent(value)}`;
      const { errors } = await expectProblem(ask('GET', `/profiles/${customerNumber}?${query}`), 400);
      expect(errors).toMatchObject([{ path: 'includeECards' }]);
    },
  );

  test.each([['"5"'], ['null'], ['"0x1"'], ['true'], ['""'], ['[1]'], ['1.5']])(
    'a number in a body is a number: organisationId %s is refused, never turned into one',
    async (value) => {
      const body = JSON.stringify(person).replace(`"organisationId":${organisationId}`, `"organisationId":${value}`);
      const { errors } = await expectProblem(ask('POST', '/profiles', { body }), 400);
      expect(errors).toMatchObject([{ path: 'organisationId' }]);
    },
  );

  test.each(['0x10', '1e3', '1.0', '%201', '', '-', '١'])(
    'a number in a path is a decimal integer: %j is refused',
    async (value) => {
      const { status } = await ask('GET', `/profiles/${encodeURIComponent(decodeURIComponent(value))}`);
      expect(status).toBe(400);
    },
  );

  test('REST calls leave the schemas alone: tRPC refuses afterwards what it refused before', async () => {
    const api = createProfilesClient({ url: rest.stack.serviceUrl, token: rest.token, clientName: 'acme-tests' });
    const wrong = { customerNumber: 1_000_000, includeECards: 'false' } as unknown as { customerNumber: number };
    const before = OPERATIONS.profiles.get.input.safeParse(wrong).success;
    await expect(api.profiles.get(wrong)).rejects.toMatchObject({ code: 400 });
    await ask('GET', '/profiles/1000000?includeECards=false');
    await expect(api.profiles.get(wrong)).rejects.toMatchObject({ code: 400 });
    expect(OPERATIONS.profiles.get.input.safeParse(wrong).success).toBe(before);
  });

  test.each(['å/b', 'a b+c%20', '100%', '?x=1&y', 'a;b', '%2F'])(
    'a path parameter is percent-decoded once: the reference %j is found',
    async (reference) => {
      const customerRef = `${reference}-${randomUUID().slice(0, 8)}`;
      const { customerNumber } = await create({ customerRef });
      const { status, body } = await ask('GET', `/profiles/customer-references/${encodeURIComponent(customerRef)}`);
      expect({ status, number: body['customerNumber'] }).toEqual({ status: 200, number: customerNumber });
    },
  );

  test.each(['/profiles/customer-references/%E5', '/profiles/customer-references/%zz', '/profiles?firstName=%ff'])(
    'what is not percent-encoded UTF-8 is bad input: %s',
    async (path) => {
      await expectProblem(ask('GET', path), 400);
    },
  );

  test('the order in which routes are made does not matter: fixed words go before parameters', async () => {
    const { uuid, customerNumber } = await create();
    expect((await ask('GET', `/profiles/uuid/${uuid}`)).body['customerNumber']).toBe(customerNumber);
    await expectProblem(ask('GET', '/profiles/uuid'), 400);
  });

  test('every error is a problem of the same shape and leaks nothing', async () => {
    const problems = [
      await expectProblem(ask('GET', '/profiles/999999999'), 404, 617),
      await expectProblem(ask('GET', '/nowhere'), 404),
      await expectProblem(ask('POST', '/profiles', { body: '{"surname":' }), 400),
      await expectProblem(ask('POST', '/profiles', { body: '{"__proto__":{"a":1}}' }), 400),
      await expectProblem(ask('POST', '/profiles', { body: [] }), 400),
      await expectProblem(ask('POST', '/profiles', { body: { ...person, firstName: 'x'.repeat(2 ** 21) } }), 413),
      await expectProblem(ask('POST', '/profiles', { body: 'a=1', headers: { 'content-type': 'text/plain' } }), 415),
      await expectProblem(ask('GET', '/profiles/1', { headers: { authorization: 'Bearer x' } }), 401, 611),
    ];
    for (const problem of problems) {
      expect(problem).toMatchObject({
        type: `${rest.stack.adapterUrl}/errors/${problem['errorCode']}`,
        title: expect.any(String),
        detail: expect.any(String),
        instance: expect.any(String),
        shortNorwegian: expect.any(String),
        longNorwegian: expect.any(String),
        shortEnglish: expect.any(String),
        longEnglish: expect.any(String),
      });
      expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts|\.js:|zod|mongo|fastify/i);
    }
  });

  test('a token is asked for before the body is looked at', async () => {
    await expectProblem(ask('POST', '/profiles', { body: '{', headers: { authorization: '' } }), 401, 611);
  });

  test('another method than the path takes is 405, and Allow names those it takes', async () => {
    for (const method of ['PATCH', 'DELETE', 'OPTIONS', 'QUERY', 'PROPFIND']) {
      const answer = ask(method, '/profiles');
      await expectProblem(answer, 405);
      expect((await answer).headers.get('allow')).toBe('GET, POST, HEAD');
    }
  });

  test('a field stands in one place: the number of the path is not taken from the body', async () => {
    const { customerNumber } = await create();
    const body = { ...{ surname: 'N', firstName: 'F', changedBy: 'w', changedByChannel: 'w' }, customerNumber };
    const { errors } = await expectProblem(ask('PUT', `/profiles/${customerNumber}`, { body }), 400);
    expect(errors).toMatchObject([{ path: 'customerNumber' }]);
  });

  test('the number and the operator of a card may stand in the body too, if they agree', async () => {
    const { customerNumber } = await create();
    const card = { ecardNumber: randomInt(1, 9_999_999_999), ecardOperator: '57803', startOfOwnership: '2026-01-01' };
    await ask('POST', `/profiles/${customerNumber}/ecard-ownerships`, { body: card });
    const path = `/profiles/${customerNumber}/ecard-ownerships/57803/${card.ecardNumber}`;
    expect((await ask('PUT', path, { body: card })).status).toBe(200);
    await expectProblem(ask('PUT', path, { body: { ...card, ecardOperator: '57804' } }), 400);
  });

  test('a parameter given twice and an unknown one are refused by name', async () => {
    const twice = await expectProblem(ask('GET', '/profiles?firstName=a&firstName=b'), 400);
    expect(twice['errors']).toMatchObject([{ path: 'firstName' }]);
    const unknown = await expectProblem(ask('GET', '/profiles?fistName=a'), 400);
    expect(unknown['errors']).toMatchObject([{ path: 'fistName' }]);
  });

  test('a correlation id of the right form is taken over, another one replaced', async () => {
    const mine = await ask('GET', '/profiles/1', { headers: { 'x-correlation-id': 'order-4711:a' } });
    expect(mine.headers.get('x-correlation-id')).toBe('order-4711:a');
    const theirs = await ask('GET', '/profiles/1', { headers: { 'x-correlation-id': 'a b<script>' } });
    expect(theirs.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('the correlation id of a REST call is carried into the event', async () => {
    const created = await ask('POST', '/profiles', { body: person, headers: { 'x-correlation-id': 'trace-me' } });
    const [event] = await rest.stack.events(Number(created.body['customerNumber']));
    expect(event).toMatchObject({ correlationId: 'trace-me', cause: 'create-profile' });
  });

  test('who made a change stands in the headers where the body has no place for it', async () => {
    const { customerNumber } = await create();
    const headers = { 'x-changed-by': 'ola', 'x-changed-by-channel': 'crm' };
    const { body } = await ask('PUT', `/profiles/${customerNumber}/deactivate`, { headers });
    expect(body).toMatchObject({ changedBy: 'ola', changedByChannel: 'crm' });
    const restored = await ask('PUT', `/profiles/${customerNumber}/restore`);
    expect(restored.body).toMatchObject({ changedBy: 'test-client', changedByChannel: 'acme-tests' });
  });

  test('callers without ET-Client-Name are soon told to wait, and how long', async () => {
    const answers = [];
    for (let i = 0; i < 70; i++) {
      answers.push(await ask('GET', '/profiles/1', { headers: { 'et-client-name': '' } }));
    }
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(10);
    expect(refused[0]?.body).toMatchObject({ errorCode: 429 });
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('ratelimit')).toMatch(/^"unidentified";r=0;t=\d+$/);
    expect((await ask('GET', '/profiles/1')).status).toBe(404);
  });
});
