import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { OPERATION_LIST, Permission } from '@profiles/contracts';
import { type CryptoKey, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const ORGANISATION = 61;

interface Answer {
  readonly status: number;
  readonly errorCode: unknown;
  readonly challenge: string | null;
}

describe.skipIf(MONGODB_URI === undefined)('who has no good token', () => {
  let stack: Stack;
  let tokens: Record<string, string | undefined>;

  beforeAll(async () => {
    stack = await startStack();
    tokens = await badTokens(stack);
  });
  afterAll(() => stack.close());

  test.each(OPERATION_LIST)('gets the same 401 from $operation.slug whatever is wrong with it', async (named) => {
    const { method, path } = named.operation.rest;
    const url = `${stack.adapterUrl}/customers/v2${path.replace(/\{\w+\}/g, '1')}`;
    const hasBody = method === 'POST' || method === 'PUT';
    for (const [what, token] of Object.entries(tokens)) {
      const headers = {
        ...{ 'content-type': 'application/json', 'et-client-name': 'acme-tests' },
        ...(token !== undefined && { authorization: token }),
      };
      const overRest = await fetch(url, { method, headers, ...(hasBody && { body: '{"organisationId":"x"}' }) });
      expect(await toldBy(overRest), `${what}, REST`).toEqual({ status: 401, errorCode: 611, challenge: 'Bearer' });
      const overTrpc = await fetch(`${stack.serviceUrl}/trpc/${named.name}`, { method: 'POST', headers, body: '{}' });
      expect(await toldBy(overTrpc), `${what}, tRPC`).toMatchObject({ status: 401, errorCode: 611 });
    }
    expect(Object.keys(tokens)).toHaveLength(12);
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
      expect(await toldBy(overRest)).toMatchObject({ status: 403, errorCode: 610 });
      const overTrpc = await fetch(`${stack.serviceUrl}/trpc/${named.name}`, { method: 'POST', headers, body });
      expect(await toldBy(overTrpc)).toMatchObject({ status: 403, errorCode: 610 });
    },
  );

  test('headers say nothing about who calls', async () => {
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
    expect(await toldBy(response)).toMatchObject({ status: 403, errorCode: 610 });
  });
});

function allButAll(): string[] {
  return Object.values(Permission).filter((one) => one !== Permission.AllOrganisations);
}

async function toldBy(response: Response): Promise<Answer> {
  const answer = (await response.json()) as { errorCode?: unknown; error?: { data: { errorCode: unknown } } };
  return {
    status: response.status,
    errorCode: answer.errorCode ?? answer.error?.data.errorCode,
    challenge: response.headers.get('www-authenticate'),
  };
}

/** One of each kind of token, or authorisation, that must not let anybody in. */
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
  if (published === undefined) throw new Error('The key of the good token is not published.');
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
    'wrong audience': bearer(await minted({ aud: 'somebody-else' })),
    'wrong issuer': bearer(await minted({ iss: 'https://evil.example' })),
    'alg none': bearer(`${encoded({ alg: 'none', kid })}.${payload}.`),
    'RS256 key as HS256 secret': bearer(await signed('HS256', new TextEncoder().encode(String(pem)), kid)),
    'unknown key id': bearer(await signed('RS256', privateKey, 'nobody')),
    'known key id, other key': bearer(await signed('RS256', privateKey, kid)),
    'claims changed after signing': bearer(`${header}.${encoded(everyOrganisation)}.${signature}`),
  };
}
