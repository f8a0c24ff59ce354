import { randomInt } from 'node:crypto';
import { createProfilesClient, ProfilesError } from '@profiles/client';
import { Permission } from '@profiles/contracts';
import { startTokenIssuer, type TokenIssuer } from '@profiles/devstack';
import { startEventsGateway } from '@profiles/events-gateway';
import { type ProfilesService, startProfilesService } from '@profiles/profiles-service';
import { GATEWAY_PATHS, type RunningApp } from '@profiles/service-kit';
import { TEST_SETTINGS } from '@profiles/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const CONSOLE = 'https://console.example.com';
const ELSEWHERE = 'https://elsewhere.example.com';
const UNLIMITED = { perMinute: 1_000_000, unidentifiedPerMinute: 1_000_000 };
const organisationId = randomInt(1, 1_000_000);

let issuer: TokenIssuer;
let service: ProfilesService;
let gateway: RunningApp;
let token: string;
beforeAll(async () => {
  issuer = await startTokenIssuer();
  const { jwksUrl, issuer: name, audience } = issuer;
  const claims = { organisationClaim: 'https://entur.io/organisationID', permissionsClaim: 'permissions' };
  const common = {
    ...{ host: '127.0.0.1', port: 0, logLevel: 'silent', limits: UNLIMITED },
    tokens: { jwksUrl, issuer: name, audience, ...claims, clientClaim: 'azp' },
    edge: { trustedProxies: [], maxConnections: 1_000, allowedOrigins: ['http://127.0.0.1:3008', CONSOLE] },
  };
  service = await startProfilesService({
    ...{ ...common, store: 'memory', settings: TEST_SETTINGS },
    loginThrottleLimits: { perCustomer: 10, perAddress: 10 },
  });
  // Its events are not reachable: what it refuses has the headers, too.
  gateway = await startEventsGateway({ ...common, nats: { servers: 'nats://127.0.0.1:1' } });
  token = await issuer.mint({ organisationId, permissions: [Permission.Read, Permission.Create] });
});
afterAll(async () => {
  await service.close();
  await gateway.close();
  await issuer.close();
});

interface Sent {
  readonly origin: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

function send(url: string, { origin, headers, ...init }: Sent): Promise<Response> {
  return fetch(url, { ...init, headers: { ...headers, origin } });
}

const urls = () => [`${service.url}/trpc/profiles.find`, `${gateway.url}${GATEWAY_PATHS.list}`];

function preflight(url: string, origin: string): Promise<Response> {
  const headers = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,if-match',
  };
  return send(url, { origin, method: 'OPTIONS', headers });
}

/** The names in a header. */
const listed = (response: Response, name: string) => (response.headers.get(name) ?? '').toLowerCase().split(/, */);

describe.each([0, 1])('a page of the console, at %i', (app) => {
  test('may send what the typed client sends', async () => {
    const response = await preflight(urls()[app] ?? '', CONSOLE);
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(CONSOLE);
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(response.headers.get('access-control-max-age')).toBe('7200');
    expect(listed(response, 'access-control-allow-headers')).toEqual(
      expect.arrayContaining([
        ...['authorization', 'content-type', 'et-client-name', 'if-match', 'idempotency-key', 'traceparent'],
        ...['x-changed-by', 'x-changed-by-channel', 'x-correlation-id'],
      ]),
    );
  });

  test.each([
    ['no token', 401, '', {}],
    ['an unknown path', 404, '/unknown', {}],
    ['a body that is no JSON', 400, '', { body: '{' }],
    ['a body of another media type', 415, '', { body: 'a', headers: { 'content-type': 'application/xml' } }],
  ])('may read why it was refused: %s', async (_what, status, path, more: Partial<Sent>) => {
    const url = `${urls()[app]}${path}`;
    const authorization = status === 401 ? {} : { authorization: `Bearer ${token}` };
    const headers = { ...authorization, 'content-type': 'application/json', ...more.headers };
    const response = await send(url, { body: '{}', ...more, origin: CONSOLE, method: 'POST', headers });
    expect(response.status).toBe(status);
    expect(response.headers.get('access-control-allow-origin')).toBe(CONSOLE);
    expect(listed(response, 'access-control-expose-headers')).toEqual(
      expect.arrayContaining(['x-correlation-id', 'etag', 'retry-after', 'events-cursor', 'ratelimit']),
    );
    expect(response.headers.get('vary')).toMatch(/origin/i);
  });
});

test.each([0, 1])('a page of another origin gets no CORS header and no preflight, at %i', async (app) => {
  const url = urls()[app] ?? '';
  const call = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
  for (const origin of [ELSEWHERE, 'null', `${CONSOLE}.example.org`, CONSOLE.replace('https', 'http')]) {
    const refused = [await preflight(url, origin), await send(url, { ...call, origin })];
    expect(refused[0]?.ok).toBe(false);
    for (const { headers } of refused) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  }
});

test('the typed client works from the page of the console, with revision and error', async () => {
  const origins: (string | null)[] = [];
  const api = createProfilesClient({
    ...{ url: service.url, token, clientName: 'acme-console', retries: false },
    async fetch(input, init) {
      const headers = new Headers(init?.headers);
      headers.set('origin', CONSOLE);
      const response = await fetch(input, { ...init, headers });
      origins.push(response.headers.get('access-control-allow-origin'));
      return response;
    },
  });
  const person = {
    organisationId,
    firstName: 'Kari',
    surname: 'Nordmann',
    createdBy: 'me',
    createdByChannel: 'console',
  };
  const { customerNumber } = await api.profiles.create(person);
  await expect(api.profiles.erase({ customerNumber })).rejects.toBeInstanceOf(ProfilesError);
  expect(origins).toEqual([CONSOLE, CONSOLE]);
});

test('a stream of events has the headers, too', async () => {
  const response = await send(`${service.url}/trpc/events.subscribe`, {
    ...{ origin: CONSOLE, method: 'POST', body: '{}' },
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'et-client-name': 'acme-console' },
  });
  expect(response.headers.get('access-control-allow-origin')).toBe(CONSOLE);
  await response.body?.cancel();
});
