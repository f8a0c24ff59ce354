import { describe, expect, test } from 'vitest';
import { isProfilesError, ProfilesError } from './index.js';
import { errorOf, json, problem, serviceThat, value } from './testing/service-that.js';

const found = value({ customerNumber: 7 });
const input = { customerNumber: 7 };

describe('the error of a call says what happened', () => {
  test('an error of the service: its code, its page and its correlation id', async () => {
    const type = 'https://profiles.example/errors/617';
    const { api } = await serviceThat((_, response) =>
      json(response, 404, problem(617, { type, status: 404, correlationId: 'c-1' })),
    );
    const error = await errorOf(api.profiles.get(input));
    expect(error).toBeInstanceOf(ProfilesError);
    expect(error).toMatchObject({
      ...{ name: 'ProfilesCallError', reason: 'refused', code: 617, status: 404 },
      ...{ operation: 'profiles.get', page: type, correlationId: 'c-1' },
    });
  });

  test('invalid input: each field at fault', async () => {
    const errors = [{ path: 'customerNumber', message: 'At least 1.' }];
    const { api } = await serviceThat((_, response) => json(response, 400, problem(400, { errors })));
    expect(await errorOf(api.profiles.get(input))).toMatchObject({
      reason: 'invalid-input',
      code: 400,
      details: { errors },
    });
  });

  test('an aborted call is an AbortError with the reason of the signal as its cause', async () => {
    const { api } = await serviceThat(() => undefined);
    const controller = new AbortController();
    const call = errorOf(api.profiles.get(input, { signal: controller.signal }));
    const reason = new Error('The user left the page.');
    controller.abort(reason);
    const error = await call;
    expect(error).toBeInstanceOf(DOMException);
    expect(error).toMatchObject({ name: 'AbortError', cause: reason });
    expect(isProfilesError(error)).toBe(false);
    expect(await errorOf(api.profiles.get(input, { signal: AbortSignal.abort() }))).toMatchObject({
      name: 'AbortError',
    });
  });

  test.each([
    ['of the client', { timeoutMillis: 50 }, {}],
    ['of the call', { timeoutMillis: 30_000 }, { timeoutMillis: 50 }],
  ])('a timeout %s', async (_name, options, callOptions) => {
    const { api, requests } = await serviceThat(() => undefined, options);
    expect(await errorOf(api.profiles.get(input, { ...callOptions, correlationId: 'c-2' }))).toMatchObject({
      ...{ reason: 'timeout', code: 619, operation: 'profiles.get', correlationId: 'c-2' },
      message: expect.stringContaining('50 ms'),
    });
    // A busy server takes the request after the client has given up.
    await expect.poll(() => requests.length).toBe(1);
  });

  test('an unreachable service: the address that was tried, and the error of the socket', async () => {
    const { api, url, close } = await serviceThat(() => undefined, { retries: false });
    close();
    const error = await errorOf(api.profiles.get(input));
    expect(error).toMatchObject({ reason: 'network', code: 619, message: expect.stringContaining(url) });
    expect((error as Error).cause).toBeInstanceOf(Error);
  });

  test.each([
    ['an HTML page', 200, '<!doctype html><title>Welcome</title>'],
    ['an HTML error page of a proxy', 502, '<html>Bad gateway</html>'],
    ['JSON of another service', 200, '{"hello":"world"}'],
    ['a 404 of another service', 404, '{"message":"Route POST:/trpc/profiles.get not found"}'],
    ['nothing', 204, ''],
  ])('a response of something else: %s', async (_name, status, body) => {
    const { api, requests } = await serviceThat((_, response) => response.writeHead(status).end(body));
    expect(await errorOf(api.profiles.get(input))).toMatchObject({
      ...{ reason: 'bad-response', code: 619 },
      message: expect.stringContaining('without /trpc'),
    });
    expect(requests).toHaveLength(1);
  });

  test.each([
    ['throws', () => Promise.reject(new Error('The issuer is down.')), 'The issuer is down.'],
    ['returns nothing', () => '', 'The token function returned no token.'],
  ])('a token function that %s', async (_name, token, message) => {
    const { api, requests } = await serviceThat((_, response) => json(response, 200, found), { token });
    const error = await errorOf(api.profiles.get(input));
    expect(error).toMatchObject({ reason: 'token', code: 611, operation: 'profiles.get' });
    expect((error as Error).cause).toMatchObject({ message });
    expect(requests).toHaveLength(0);
  });

  test('isProfilesError recognises an error of another copy of the package', () => {
    const foreign = Object.assign(new Error('x'), { name: 'ProfilesCallError', code: 617 });
    expect(isProfilesError(foreign)).toBe(true);
    expect(isProfilesError(new Error('x'))).toBe(false);
    expect(isProfilesError({ name: 'ProfilesError', code: 617 })).toBe(false);
  });
});
