import { mkdtemp, stat } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterEach, expect, test } from 'vitest';
import { startTokenIssuer, type TokenIssuer, type TokenIssuerOptions } from './token-issuer.js';

const running: TokenIssuer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((issuer) => issuer.close()));
});

async function start(options: TokenIssuerOptions = {}): Promise<TokenIssuer> {
  const issuer = await startTokenIssuer(options);
  running.push(issuer);
  return issuer;
}

function verify(token: string, { jwksUrl, issuer, audience }: TokenIssuer) {
  return jwtVerify(token, createRemoteJWKSet(new URL(jwksUrl)), { issuer, audience, algorithms: ['RS256'] });
}

test('a minted token verifies against the JWKS URL and carries the claims of the contract', async () => {
  const issuer = await start();
  const { payload } = await verify(await issuer.mint({ organisationId: 7, clientId: 'till' }), issuer);
  expect(payload).toMatchObject({
    'https://entur.io/organisationID': 7,
    azp: 'till',
    permissions: ['les', 'opprett', 'endre', 'slett'].map((right) => `customers-profile:${right}`),
  });
});

test('GET /token gives a token that can do everything within its organisation', async () => {
  const issuer = await start();
  const { access_token } = (await (await fetch(`${issuer.url}/token?organisation=3`)).json()) as {
    access_token: string;
  };
  const { payload } = await verify(access_token, issuer);
  expect(payload).toMatchObject({
    'https://entur.io/organisationID': 3,
    permissions: ['les', 'opprett', 'endre', 'slett', 'admin'].map((right) => `customers-profile:${right}`),
  });
});

test('GET /token gives a token with the wished permissions', async () => {
  const issuer = await start();
  const answer = await fetch(`${issuer.url}/token?organisation=1&permissions=customers-profile:les,a:b&client=c`);
  const { access_token } = (await answer.json()) as { access_token: string };
  const { payload } = await verify(access_token, issuer);
  expect(payload).toMatchObject({ azp: 'c', permissions: ['customers-profile:les', 'a:b'] });
});

test.each(['', '?organisation=x', '?organisation=0', '?organisation=1e3'])('GET /token%s is refused', async (query) => {
  const issuer = await start();
  expect((await fetch(`${issuer.url}/token${query}`)).status).toBe(400);
});

test('the key set shows no private part', async () => {
  const issuer = await start();
  const { keys } = (await (await fetch(issuer.jwksUrl)).json()) as { keys: object[] };
  expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
});

test('after a rotation both the old and the new token are valid', async () => {
  const issuer = await start();
  const before = await issuer.mint({ organisationId: 1 });
  await issuer.rotate();
  await verify(before, issuer);
  await verify(await issuer.mint({ organisationId: 1 }), issuer);
});

test('with a key file a token outlives a second start on another port', async () => {
  const keyFile = join(await mkdtemp(join(tmpdir(), 'issuer-')), 'deep', 'keys.json');
  const first = await start({ keyFile });
  const token = await first.mint({ organisationId: 1 });
  const second = await start({ keyFile });
  expect(second.url).not.toBe(first.url);
  await verify(token, second);
  expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
});

test('tokens that have to be refused can be minted: expired, other issuer, no expiry', async () => {
  const issuer = await start();
  const expired = await issuer.mint({ organisationId: 1, expiresIn: -60 });
  await expect(verify(expired, issuer)).rejects.toThrow('"exp"');
  const foreign = await issuer.mint({ organisationId: 1, claims: { iss: 'https://elsewhere.example' } });
  await expect(verify(foreign, issuer)).rejects.toThrow('"iss"');
  expect(decodeJwt(await issuer.mint({ organisationId: 1, claims: { exp: undefined } }))).not.toHaveProperty('exp');
});

test('a request under a foreign host name gets no token', async () => {
  const issuer = await start();
  const status = await new Promise((resolve, reject) => {
    const headers = { host: 'evil.example' };
    get(`${issuer.url}/token?organisation=1`, { headers }, (answer) => resolve(answer.statusCode)).on('error', reject);
  });
  expect(status).toBe(403);
});
