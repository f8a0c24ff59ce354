import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IMPORTER_CLIENT, IMPORTER_SECRET } from './openid-clients.js';
import { PageVisitor } from './page-visitor.js';
import { LOCAL_PERMISSIONS, named } from './permissions.js';
import { startTokenIssuer, type TokenIssuer } from './token-issuer.js';

const CONSOLE = 'http://127.0.0.1:3008';
const ELSEWHERE = 'http://127.0.0.1:9999';
const insecure = { execute: [openid.allowInsecureRequests] };

let issuer: TokenIssuer;
let client: openid.Configuration;
beforeAll(async () => {
  issuer = await startTokenIssuer({ consoleOrigins: [CONSOLE] });
  client = await openid.discovery(new URL(issuer.url), 'profiles-console', undefined, openid.None(), insecure);
});
afterAll(() => issuer.close());

/** The check of a token as the service makes it. */
async function verified(token: string) {
  const keys = createRemoteJWKSet(new URL(issuer.jwksUrl));
  return jwtVerify(token, keys, { issuer: issuer.issuer, audience: issuer.audience, typ: 'at+jwt' });
}

interface Attempt {
  readonly url: URL;
  readonly checks: openid.AuthorizationCodeGrantChecks;
}

async function attempt(more: Record<string, string> = {}): Promise<Attempt> {
  const [verifier, state] = [openid.randomPKCECodeVerifier(), openid.randomState()];
  const url = openid.buildAuthorizationUrl(client, {
    redirect_uri: `${CONSOLE}/signed-in`,
    scope: 'openid profile offline_access',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    ...more,
  });
  return { url, checks: { pkceCodeVerifier: verifier, expectedState: state, idTokenExpected: true } };
}

async function signedIn(person: string, visitor = new PageVisitor(issuer.url)) {
  const { url, checks } = await attempt();
  const page = await visitor.visit(url);
  const back = await visitor.submit(page, { person });
  return openid.authorizationCodeGrant(client, back.url, checks);
}

describe('a person signs in with code and PKCE', () => {
  test.each([
    ['reader', named(['les'])],
    ['agent', named(['les', 'opprett', 'endre'])],
    ['administrator', LOCAL_PERMISSIONS],
  ])('as %s, whose token the service accepts', async (person, permissions) => {
    const tokens = await signedIn(person);
    const { payload } = await verified(tokens.access_token);
    expect(payload).toMatchObject({
      'https://entur.io/organisationID': 1,
      azp: 'profiles-console',
      sub: person,
      permissions,
    });
    expect(tokens.claims()).toMatchObject({ preferred_username: person, name: expect.any(String) });
  });

  test('and is renewed with a refresh token, which is valid once', async () => {
    const tokens = await signedIn('agent');
    const renewed = await openid.refreshTokenGrant(client, String(tokens.refresh_token));
    const { payload } = await verified(renewed.access_token);
    expect(payload).toMatchObject({ sub: 'agent', permissions: named(['les', 'opprett', 'endre']) });
    expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
    await expect(openid.refreshTokenGrant(client, String(tokens.refresh_token))).rejects.toThrow();
  });

  test('and is signed in again without a page, until the sign-out', async () => {
    const visitor = new PageVisitor(issuer.url);
    const tokens = await signedIn('agent', visitor);
    const silent = await attempt({ prompt: 'none' });
    const back = await visitor.visit(silent.url);
    expect((await openid.authorizationCodeGrant(client, back.url, silent.checks)).claims()?.sub).toBe('agent');

    const end = openid.buildEndSessionUrl(client, {
      id_token_hint: String(tokens.id_token),
      post_logout_redirect_uri: `${CONSOLE}/`,
    });
    const signedOut = await visitor.submit(await visitor.visit(end), { logout: 'yes' });
    expect(signedOut.url.href).toBe(`${CONSOLE}/`);
    const refused = await visitor.visit((await attempt({ prompt: 'none' })).url);
    expect(refused.url.searchParams.get('error')).toBe('login_required');
  });

  test('but not without PKCE, and not for another page', async () => {
    const visitor = new PageVisitor(issuer.url);
    const { url } = await attempt();
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    expect((await visitor.visit(url)).url.searchParams.get('error')).toBe('invalid_request');
    const elsewhere = await attempt({ redirect_uri: `${ELSEWHERE}/signed-in` });
    expect(await visitor.visit(elsewhere.url)).toMatchObject({
      status: 400,
      body: expect.stringContaining('redirect_uri'),
    });
  });

  test('and a sign-in that has ended shows a page that says so', async () => {
    const page = await new PageVisitor(issuer.url).visit('/sign-in/unknown');
    expect(page).toMatchObject({ status: 400, body: expect.stringContaining('No such sign-in') });
  });
});

test('a client signs in by itself, with permissions of organisation 1', async () => {
  const authentication = openid.ClientSecretPost(IMPORTER_SECRET);
  const importer = await openid.discovery(new URL(issuer.url), IMPORTER_CLIENT, undefined, authentication, insecure);
  const { access_token } = await openid.clientCredentialsGrant(importer);
  expect((await verified(access_token)).payload).toMatchObject({
    azp: IMPORTER_CLIENT,
    'https://entur.io/organisationID': 1,
    permissions: LOCAL_PERMISSIONS,
  });
});

test('tokens stay valid after a rotation, and new ones are signed with the new key', async () => {
  const before = await signedIn('reader');
  await issuer.rotate();
  await verified(before.access_token);
  await verified((await signedIn('reader')).access_token);
  expect(decodeJwt(before.access_token).iss).toBe(issuer.issuer);
});

describe('a page of', () => {
  const paths = ['/.well-known/openid-configuration', '/.well-known/jwks.json'];

  async function allowedOrigin(path: string, origin: string, init: RequestInit = {}) {
    const response = await fetch(`${issuer.url}${path}`, { ...init, headers: { ...init.headers, origin } });
    return response.headers.get('access-control-allow-origin');
  }

  test.each(paths)('the console may read %s, and no other page', async (path) => {
    expect([await allowedOrigin(path, CONSOLE), await allowedOrigin(path, ELSEWHERE)]).toEqual([CONSOLE, null]);
  });

  test('the console may exchange its code, and no other page', async () => {
    const body = new URLSearchParams({ grant_type: 'authorization_code', code: 'x', client_id: 'profiles-console' });
    const post = { method: 'POST', body };
    const [own, other] = [await allowedOrigin('/token', CONSOLE, post), await allowedOrigin('/token', ELSEWHERE, post)];
    expect([own, other]).toEqual([CONSOLE, null]);
  });

  test('the console gets no token without a sign-in', async () => {
    expect(await allowedOrigin('/token?organisation=1', CONSOLE)).toBeNull();
  });
});
