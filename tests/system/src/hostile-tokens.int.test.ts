import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { OPERATION_LIST, Permission } from '@profiles/contracts';
import { type CryptoKey, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const ORGANISATION = 61;

interface Outcome {
  readonly status: number;
  readonly errorCode: unknown;
  readonly challenge: string | null;
}

describe.skipIf(MONGODB_URI === undefined)('a caller without a valid token', () => {
  let stack: Stack;
  let tokens: Record<string, string | undefined>;

  beforeAll(async () => {
    stack = await startStack();
    tokens = await badTokens(stack);
  });
  afterAll(() => stack.close());

  test.each(OPERATION_LIST)('gets a 401 from $operation.slug whatever is wrong with the token', async (named) => {
    const { method, path } = named.operation.rest;
    const url = `${stack.adapterUrl}/customers/v2${path.replace(/\{\w+\}/g, '1')}`;
    const hasBody = method === 'POST' || method === 'PUT';
    for (const [what, token] of Object.entries(tokens)) {
      const headers = {
        ...{ 'content-type': 'application/json', 'et-client-name': 'acme-tests' },
        ...(token !== undefined && { authorization: token }),
      };
      const overRest = await fetch(url, { method, headers, ...(hasBody && { body: '{"organisationId":"x"}' }) });
      // RFC 6750, section 3.1: a request without a bearer token gets a challenge that names no error.
      const challenge = token?.startsWith('Bearer ') ? 'Bearer error="invalid_token"' : 'Bearer';
      const expected = { status: 401, errorCode: 611, challenge };
      expect(await outcomeOf(overRest), `${what}, REST`).toEqual(expected);
      const overTrpc = await fetch(`${stack.serviceUrl}/trpc/${named.name}`, { method: 'POST', headers, body: '{}' });
      expect(await outcomeOf(overTrpc), `${what}, tRPC`).toEqual(expected);
    }
    expect(Object.keys(tokens)).toHaveLength(13);
  });

  const organisationNamed = OPERATION_LIST.filter(({ operation }) => 'organisationId' in operation.input.shape);
  test.each(organisationNamed)(
    'a good token that names another organisation is 403 in $operation.slug',
    async (named) => {
      const token = await stack.token({ organisationId: ORGANISATION, permissions: allButAll() });
      const { method, path } = named.operation.rest;
      const inPath = path.includes('{organisationId}');
      const hasBody = method === 'POST';
      const url = `${stack.adapterUrl}/customers/v2${path.replace('{organisationId}', '62').replace(/\{\w+\}/g, '1')}`;
      const query = inPath || hasBody ? '' : '?organisationId=62';
      const headers = {
        ...{ 'content-type': 'application/json', 'et-client-name': 'acme-tests' },
        authorization: `Bearer ${token}`,
      };
      const body = JSON.stringify({ organisationId: 62 });
      const overRest = await fetch(url + query, { method, headers, ...(hasBody && { body }) });
      expect(await outcomeOf(overRest)).toMatchObject({ status: 403, errorCode: 610 });
      const overTrpc = await fetch(`${stack.serviceUrl}/trpc/${named.name}`, { method: 'POST', headers, body });
      expect(await outcomeOf(overTrpc)).toMatchObject({ status: 403, errorCode: 610 });
    },
  );

  test('no header except the token identifies the caller', async () => {
    const token = await stack.token({ organisationId: ORGANISATION });
    const response = await fetch(`${stack.adapterUrl}/customers/v2/profiles?surname=x&organisationId=62`, {
      headers: {
        ...{ authorization: `Bearer ${token}`, 'et-client-name': 'acme-tests' },
        ...{
          'x-organisation-id': '62',
          'x-forwarded-user': 'admin',
          'x-original-url': '/',
          'x-forwarded-for': '10.0.0.1',
        },
      },
    });
    expect(await outcomeOf(response)).toMatchObject({ status: 403, errorCode: 610 });
  });
});

function allButAll(): string[] {
  return Object.values(Permission).filter((one) => one !== Permission.AllOrganisations);
}

async function outcomeOf(response: Response): Promise<Outcome> {
  const body = (await response.json()) as { errorCode?: unknown; error?: { data: { errorCode: unknown } } };
  return {
    status: response.status,
    errorCode: body.errorCode ?? body.error?.data.errorCode,
    challenge: response.headers.get('www-authenticate'),
  };
}

/** One of each kind of authorisation that must be rejected. */
async function badTokens(stack: Stack): Promise<Record<string, string | undefined>> {
  const permissions = allButAll();
  const minted = (claims: object, expiresIn?: string) =>
    stack.token({ organisationId: ORGANISATION, permissions, claims: { ...claims }, ...(expiresIn && { expiresIn }) });
  const good = await minted({});
  const [header = '', payload = '', signature = ''] = good.split('.');
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JWTPayload;
  const { keys } = (await (await fetch(stack.jwksUrl)).json()) as { keys: (JsonWebKey & { kid: string })[] };
  const published = keys.find((key) => key.kid === kid);
  if (published === undefined) throw new Error('The key of the valid token is not published.');
  const pem = createPublicKey({ key: published, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const { privateKey } = await generateKeyPair('RS256');
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = (alg: string, key: Uint8Array | CryptoKey, id?: string) =>
    new SignJWT(claims).setProtectedHeader({ alg, ...(id !== undefined && { kid: id }) }).sign(key);
  const everyOrganisation = { ...claims, permissions: [...permissions, Permission.AllOrganisations] };
  const bearer = (token: string) => `Bearer ${token}`;
  return {
    'no token': undefined,
    'no bearer': `Basic ${Buffer.from('admin:admin').toString('base64')}`,
    'no JWT': bearer('abc'),
    expired: bearer(await minted({}, '-1h')),
    'not valid yet': bearer(await minted({ nbf: Math.floor(Date.now() / 1000) + 3600 })),
    'issued in the future': bearer(await minted({ iat: Math.floor(Date.now() / 1000) + 3600 })),
    'wrong audience': bearer(await minted({ aud: 'another-api' })),
    'wrong issuer': bearer(await minted({ iss: 'https://evil.example' })),
    'alg none': bearer(`${encoded({ alg: 'none', kid })}.${payload}.`),
    'RS256 key as HS256 secret': bearer(await signed('HS256', new TextEncoder().encode(String(pem)), kid)),
    'unknown key id': bearer(await signed('RS256', privateKey, 'unknown')),
    'known key id, other key': bearer(await signed('RS256', privateKey, kid)),
    'claims changed after signing': bearer(`${header}.${encoded(everyOrganisation)}.${signature}`),
  };
}
