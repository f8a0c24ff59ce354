import { createProfilesClient } from '@profiles/client';
import { startTokenIssuer, type TokenIssuer } from '@profiles/devstack';
import { type ProfilesService, type ServiceConfig, startProfilesService } from '@profiles/profiles-service';
import {
  FrameReader,
  MAX_SHARED_CALLS,
  type ReadOutcome,
  SHARED_REQUESTS_TYPE,
  type SharedCall,
  sharedRequestOf,
} from '@profiles/service-kit';
import { TEST_SETTINGS } from '@profiles/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

// Calls that share a request (ADR 0029), sent to the service as an adapter would, and as an attacker would.

let issuer: TokenIssuer;
const services: ProfilesService[] = [];
beforeAll(async () => {
  issuer = await startTokenIssuer({});
});
afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
});
afterAll(() => issuer.close());

const UNLIMITED = { perMinute: 1_000_000, unidentifiedPerMinute: 1_000_000 };

async function startService(config: Partial<ServiceConfig> = {}): Promise<string> {
  const service = await startProfilesService({
    ...{ host: '127.0.0.1', port: 0, logLevel: 'silent', store: 'memory', settings: TEST_SETTINGS, limits: UNLIMITED },
    tokens: {
      ...{ jwksUrl: issuer.jwksUrl, issuer: issuer.issuer, audience: issuer.audience },
      ...{ organisationClaim: 'https://entur.io/organisationID', permissionsClaim: 'permissions', clientClaim: 'azp' },
    },
    loginThrottleLimits: { perCustomer: 1_000_000, perAddress: 1_000_000 },
    ...config,
  });
  services.push(service);
  return service.url;
}

const tokenOf = (organisationId: number) => issuer.mint({ organisationId, clientId: `client-${organisationId}` });

interface Sent {
  readonly name?: string;
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly input?: string;
}

function callOf({ name = 'profiles.get', token, headers, input = '{}' }: Sent): SharedCall {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return { name, headers: { 'et-client-name': 'acme-tests', ...authorization, ...headers }, inputText: input };
}

const post = (url: string, body: string | Buffer<ArrayBuffer>, type = SHARED_REQUESTS_TYPE) =>
  fetch(`${url}/calls`, { method: 'POST', headers: { 'content-type': type }, body });

/** The outcomes of a shared request, in the order of its calls. */
async function outcomesOf(url: string, body: string): Promise<ReadOutcome[]> {
  const response = await post(url, body);
  expect(response.status).toBe(200);
  const outcomes: ReadOutcome[] = [];
  new FrameReader((outcome) => outcomes.push(outcome)).read(Buffer.from(await response.arrayBuffer()));
  return outcomes.sort((a, b) => a.call - b.call);
}

const codesOf = (outcomes: readonly ReadOutcome[]) =>
  outcomes.map(({ error }) => (error as { errorCode?: number } | undefined)?.errorCode ?? 'fine');

async function newCustomer(url: string, token: string, organisationId: number): Promise<number> {
  const api = createProfilesClient({ url, token, clientName: 'acme-tests' });
  const person = { organisationId, surname: 'Nordmann', firstName: 'Kari', createdBy: 't', createdByChannel: 't' };
  return (await api.profiles.create(person)).customerNumber;
}

test('each call has the outcome that a request of its own would have', async () => {
  const url = await startService();
  const [mine, theirs] = [await tokenOf(71), await tokenOf(72)];
  const [own, foreign] = [await newCustomer(url, mine, 71), await newCustomer(url, theirs, 72)];
  const get = (customerNumber: number) => JSON.stringify({ customerNumber });
  const calls: Sent[] = [
    { token: mine, input: get(own) },
    { token: mine, input: get(foreign) },
    { token: theirs, input: get(foreign) },
    { token: mine, input: get(9_999_999) },
    { input: get(own) },
    { token: 'nonsense', input: get(own) },
    { token: mine, input: '{"customerNumber":' },
    { token: mine, input: `{"customerNumber":${own},"customerNumber":${own}}` },
    { token: mine, input: '{"customerNumber":"x","other":1}' },
    { token: mine, input: '' },
    { token: mine, input: get(own), headers: { 'if-none-match': '"1"' } },
    { token: mine, input: get(own), headers: { 'x-changed-by': 'x'.repeat(101) } },
    { token: mine, name: 'notes.add', input: '{"text":"x"}', headers: { 'idempotency-key': ' ' } },
    { token: theirs, name: 'profiles.update', input: get(own), headers: { 'if-match': '"7"' } },
    { token: mine, name: 'profiles.search', input: '{"surname":"Nordmann"}' },
  ];
  const correlated = calls.map((call, n) => ({
    ...call,
    headers: { ...call.headers, 'x-correlation-id': `call-${n}` },
  }));
  const outcomes = await outcomesOf(url, sharedRequestOf(correlated.map(callOf)));
  expect(outcomes).toHaveLength(calls.length);
  for (const [n, sent] of correlated.entries()) {
    const { name, headers, inputText } = callOf(sent);
    const alone = await fetch(`${url}/trpc/${name}`, {
      ...{ method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: inputText },
    });
    const body = alone.status === 304 ? undefined : ((await alone.json()) as Alone);
    const { value, error, revision, notModified } = outcomes[n] as ReadOutcome;
    const etag = alone.headers.get('etag');
    expect(revision === undefined ? null : `"${revision}"`, `call ${n}`).toBe(etag);
    expect(notModified ?? false, `call ${n}`).toBe(alone.status === 304);
    expect(value && JSON.parse(value.toString()), `call ${n}`).toEqual(body?.result?.data);
    expect(body?.error?.data ?? {}, `call ${n}`).toMatchObject(error ?? {});
    expect(error === undefined, `call ${n}`).toBe(alone.status < 400);
  }
  expect(new Set(codesOf(outcomes))).toEqual(new Set(['fine', 617, 611, 400]));
});

interface Alone {
  readonly result?: { readonly data?: unknown };
  readonly error?: { readonly data?: object };
}

test('a head that is not valid, or names no operation, fails alone', async () => {
  const url = await startService();
  const token = await tokenOf(71);
  const customerNumber = await newCustomer(url, token, 71);
  const heads = [
    '{',
    '[]',
    '[null,0,{}]',
    '["profiles.get",7,{}]',
    '["__proto__",0,{}]',
    '["constructor",0,{}]',
    '["x",0,{}]',
  ];
  const good = `["profiles.get",0,{"et-client-name":"acme-tests"}]\n{"customerNumber":${customerNumber}}\n`;
  const body = `["Bearer ${token}"]\n${good}${heads.map((head) => `${head}\n{}\n`).join('')}${good}`;
  const codes = codesOf(await outcomesOf(url, body));
  expect(codes).toEqual(['fine', 400, 400, 400, 400, 404, 404, 404, 'fine']);
});

test('a request that is no shared request, or too large, is refused as a whole', async () => {
  const url = await startService();
  const token = await tokenOf(71);
  const one = callOf({ token });
  const statusOf = async (body: string | Buffer<ArrayBuffer>, type?: string) => (await post(url, body, type)).status;
  expect(await statusOf('nonsense')).toBe(400);
  expect(await statusOf('["Bearer a"]\n')).toBe(400);
  expect(await statusOf(Buffer.from([0x5b, 0xff, 0x5d, 0x0a]))).toBe(400);
  expect(await statusOf(sharedRequestOf([one]), 'application/json')).toBe(415);
  expect(await statusOf(sharedRequestOf([one]), 'application/vnd.profiles.calls.v2')).toBe(415);
  expect(await statusOf(sharedRequestOf(Array.from({ length: MAX_SHARED_CALLS + 1 }, () => one)))).toBe(413);
  expect(await statusOf('x'.repeat(2 * 1024 * 1024 + 1))).toBe(413);
  expect(codesOf(await outcomesOf(url, sharedRequestOf([one])))).toEqual([400]);
});

test('two calls with one idempotency key are executed once', async () => {
  const url = await startService();
  const token = await tokenOf(71);
  const customerNumber = await newCustomer(url, token, 71);
  const headers = { 'idempotency-key': 'k-1', 'x-changed-by': 't', 'x-changed-by-channel': 't' };
  const call = callOf({ token, headers, name: 'notes.add', input: JSON.stringify({ customerNumber, text: 'once' }) });
  await outcomesOf(url, sharedRequestOf([call, call]));
  const [again] = await outcomesOf(url, sharedRequestOf([call]));
  expect(again).toMatchObject({ replayed: true });
  const api = createProfilesClient({ url, token, clientName: 'acme-tests' });
  const { notes } = await api.profiles.get({ customerNumber, includeNotes: true });
  expect(notes).toHaveLength(1);
});

describe('limits', () => {
  test('each call is charged to its own caller', async () => {
    const url = await startService({ limits: { perMinute: 3, unidentifiedPerMinute: 3 } });
    const [one, other] = [callOf({ token: await tokenOf(71) }), callOf({ token: await tokenOf(72) })];
    const outcomes = await outcomesOf(url, sharedRequestOf([one, one, one, one, other]));
    expect(codesOf(outcomes.slice(0, 4)).sort()).toEqual([400, 400, 400, 429]);
    expect(codesOf(outcomes.slice(4))).toEqual([400]);
    const refused = outcomes.find(({ error }) => (error as { errorCode: number }).errorCode === 429);
    expect(refused?.error).toHaveProperty('retryAfter');
  });

  test('each call has the address that the adapter names, if the adapter is trusted', async () => {
    const token = await tokenOf(71);
    const from = (address: string) => callOf({ token, headers: { 'et-client-name': '', 'x-forwarded-for': address } });
    const body = sharedRequestOf([from('192.0.2.1'), from('192.0.2.2'), from('192.0.2.1')]);
    const limits = { perMinute: 9, unidentifiedPerMinute: 1 };
    const edge = { trustedProxies: ['127.0.0.1'], maxConnections: 10 };
    // Which call of an address is the first one depends on the verification of the token.
    const [first, other, again] = codesOf(await outcomesOf(await startService({ limits, edge }), body));
    expect([[first, again].sort(), other]).toEqual([[400, 429], 400]);
    expect(codesOf(await outcomesOf(await startService({ limits }), body)).sort()).toEqual([400, 429, 429]);
  });

  test('each call counts as one in flight, and is refused for itself', async () => {
    const load = { requestsInFlight: 2, eventLoopDelayMillis: 60_000 };
    const url = await startService({ edge: { trustedProxies: [], maxConnections: 10, load } });
    const body = sharedRequestOf(Array.from({ length: 5 }, () => callOf({ token: 'nonsense' })));
    expect(codesOf(await outcomesOf(url, body))).toEqual([611, 611, 503, 503, 503]);
    expect(codesOf(await outcomesOf(url, body))).toEqual([611, 611, 503, 503, 503]);
  });

  test('each call is counted as a request to its procedure', async () => {
    const url = await startService();
    await outcomesOf(url, sharedRequestOf([callOf({}), callOf({}), callOf({})]));
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const line = /http_requests_total\{method="POST",route="\/trpc\/:path",status="401"[^}]*\} (\d+)/.exec(metrics);
    expect(line?.[1]).toBe('3');
  });
});
