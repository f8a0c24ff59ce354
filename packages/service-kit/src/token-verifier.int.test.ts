import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { ProfilesError } from '@profiles/contracts';
import { startTokenIssuer, type TokenIssuer } from '@profiles/devstack';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { InvalidTokenError } from './invalid-token-error.js';
import { createTokenVerifier, type TokenSettings, type TokenVerifier } from './token-verifier.js';

describe('bearer tokens', () => {
  let issuer: TokenIssuer;
  let verify: TokenVerifier;

  beforeAll(async () => {
    issuer = await startTokenIssuer({});
    verify = verifierOf(issuer.jwksUrl);
  });
  afterAll(() => issuer.close());

  function verifierOf(jwksUrl: string): TokenVerifier {
    return createTokenVerifier(settingsOf(jwksUrl));
  }

  function settingsOf(jwksUrl: string): TokenSettings {
    return {
      jwksUrl,
      issuer: issuer.issuer,
      audience: issuer.audience,
      organisationClaim: 'https://entur.io/organisationID',
      permissionsClaim: 'permissions',
      clientClaim: 'azp',
    };
  }

  async function codeFor(authorization: string | undefined, verifier = verify): Promise<number> {
    try {
      await verifier(authorization);
      return 200;
    } catch (error) {
      return error instanceof ProfilesError ? error.code : -1;
    }
  }

  const claims = (fields: object) => issuer.mint({ organisationId: 7, claims: { ...fields } });

  test('a valid token identifies the caller', async () => {
    const token = await issuer.mint({ organisationId: 7, clientId: 'crm', permissions: ['customers-profile:les'] });
    expect(await verify(`Bearer ${token}`)).toEqual({
      organisationId: 7,
      clientId: 'crm',
      permissions: new Set(['customers-profile:les']),
    });
    expect(await codeFor(`bearer ${token}`)).toBe(200);
  });

  test.each([
    ['no header', undefined],
    ['another scheme', 'Basic YTpi'],
    ['no token', 'Bearer '],
    ['no JWT', 'Bearer abc'],
    ['three empty parts', 'Bearer ..'],
  ])('%s is refused', async (_what, header) => {
    expect(await codeFor(header)).toBe(611);
  });

  test.each([
    ['expired', { exp: Math.floor(Date.now() / 1000) - 10 }],
    ['without an end', { exp: undefined }],
    ['not yet valid', { nbf: Math.floor(Date.now() / 1000) + 600 }],
    ['for another audience', { aud: 'another-api' }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['without an organisation', { 'https://entur.io/organisationID': undefined }],
    ['with an organisation that is no number', { 'https://entur.io/organisationID': '7' }],
  ])('a token %s is refused', async (_what, fields) => {
    expect(await codeFor(`Bearer ${await claims(fields)}`)).toBe(611);
  });

  test('alg none and the public key as a shared secret are refused', async () => {
    const payload = { iss: issuer.issuer, aud: issuer.audience, 'https://entur.io/organisationID': 7, azp: 'x' };
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const exp = Math.floor(Date.now() / 1000) + 600;
    expect(await codeFor(`Bearer ${encode({ alg: 'none' })}.${encode({ ...payload, exp })}.`)).toBe(611);

    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    const secret = new TextEncoder().encode(await exportSPKI(publicKey));
    const confused = await new SignJWT(payload)
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('5m')
      .sign(secret);
    expect(await codeFor(`Bearer ${confused}`)).toBe(611);
  });

  test('a token signed with an unpublished key is refused', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT({ 'https://entur.io/organisationID': 7, azp: 'x' })
      .setProtectedHeader({ alg: 'RS256', kid: 'unknown' })
      .setIssuer(issuer.issuer)
      .setAudience(issuer.audience)
      .setExpirationTime('5m')
      .sign(privateKey);
    expect(await codeFor(`Bearer ${forged}`)).toBe(611);
  });

  test('a new key is accepted without a restart, and the one before stays valid', async () => {
    const before = await issuer.mint({ organisationId: 7 });
    expect(await codeFor(`Bearer ${before}`)).toBe(200);
    await setTimeout(1_100);
    await issuer.rotate();
    expect(await codeFor(`Bearer ${await issuer.mint({ organisationId: 8 })}`)).toBe(200);
    expect(await codeFor(`Bearer ${await issuer.mint({ organisationId: 9 })}`)).toBe(200);
    expect(await codeFor(`Bearer ${before}`)).toBe(200);
  });

  test('while the issuer is down, tokens of known keys are accepted and others are refused', async () => {
    const going = await startTokenIssuer({});
    const known = createTokenVerifier({ ...settingsOf(going.jwksUrl), issuer: going.issuer });
    expect(await codeFor(`Bearer ${await going.mint({ organisationId: 7 })}`, known)).toBe(200);
    const [another, { privateKey }] = [await going.mint({ organisationId: 8 }), await generateKeyPair('RS256')];
    await going.close();
    expect(await codeFor(`Bearer ${another}`, known)).toBe(200);
    const forged = await new SignJWT({ 'https://entur.io/organisationID': 7, azp: 'x' })
      .setProtectedHeader({ alg: 'RS256', kid: 'unknown' })
      .setIssuer(going.issuer)
      .setAudience(issuer.audience)
      .setExpirationTime('5m')
      .sign(privateKey);
    expect([611, 619]).toContain(await codeFor(`Bearer ${forged}`, known));
  });

  test('while the keys cannot be fetched, calls fail with 619', async () => {
    const unreachable = verifierOf('http://127.0.0.1:1/jwks.json');
    expect(await codeFor(`Bearer ${await issuer.mint({ organisationId: 7 })}`, unreachable)).toBe(619);
  });

  const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

  test.each([
    ['nbf', 3, 200],
    ['nbf', 8, 611],
    ['iat', 3, 200],
    ['iat', 8, 611],
    ['exp', -1, 611],
  ])('the claim %s may differ from our clock by %i s: %i', async (claim, seconds, code) => {
    expect(await codeFor(`Bearer ${await claims({ [claim]: inSeconds(seconds) })}`)).toBe(code);
  });

  test('only a token that was sent and is not valid is an invalid token', async () => {
    await expect(verify('Bearer abc')).rejects.toBeInstanceOf(InvalidTokenError);
    await expect(verify(undefined)).rejects.not.toBeInstanceOf(InvalidTokenError);
  });
});

describe('an issuer with keys of its own', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });

  /** An issuer that responds as the test says, and counts its requests. */
  async function startIssuer(respond: () => { status: number; body: string } | 'drop') {
    let requests = 0;
    const server = createServer((request, response) => {
      requests += 1;
      const outcome = respond();
      if (outcome === 'drop') request.socket.destroy();
      else response.writeHead(outcome.status, { 'content-type': 'application/json' }).end(outcome.body);
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const verify = createTokenVerifier({
      jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
      ...{ issuer: 'i', audience: 'a', organisationClaim: 'org', permissionsClaim: 'permissions', clientClaim: 'azp' },
    });
    return { verify, requests: () => requests };
  }

  function tokenOf(key: CryptoKey, header: { alg: string; kid?: string }): Promise<string> {
    const token = new SignJWT({ org: 7, azp: 'x' }).setIssuer('i').setAudience('a').setExpirationTime('5m');
    return token.setProtectedHeader(header).sign(key);
  }

  async function keyPair(alg: string, published: Partial<JWK> = {}) {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    return { privateKey, jwk: { ...(await exportJWK(publicKey)), ...published } };
  }

  const keySet = (...keys: JWK[]) => ({ status: 200, body: JSON.stringify({ keys }) });

  test.each(['RS256', 'ES256', 'EdDSA'])('each of several %s keys without a key id is tried', async (alg) => {
    const pairs = [await keyPair(alg), await keyPair(alg), await keyPair(alg)];
    const foreign = await keyPair(alg);
    const { verify } = await startIssuer(() => keySet(...pairs.map(({ jwk }) => jwk)));
    for (const { privateKey } of pairs) {
      expect(await verify(`Bearer ${await tokenOf(privateKey, { alg })}`)).toMatchObject({ organisationId: 7 });
    }
    const forged = `Bearer ${await tokenOf(foreign.privateKey, { alg })}`;
    await expect(verify(forged)).rejects.toBeInstanceOf(InvalidTokenError);
  });

  test('a new key without a key id is known without a restart', async () => {
    const [before, after] = [await keyPair('RS256'), await keyPair('RS256')];
    let current = before;
    const { verify } = await startIssuer(() => keySet(current.jwk));
    await verify(`Bearer ${await tokenOf(before.privateKey, { alg: 'RS256' })}`);
    current = after;
    await setTimeout(1_100);
    const token = await tokenOf(after.privateKey, { alg: 'RS256' });
    expect(await verify(`Bearer ${token}`)).toMatchObject({ organisationId: 7 });
  });

  test.each([
    ['Ed25519', 'Ed25519'],
    ['EdDSA', 'Ed25519'],
    ['Ed25519', 'EdDSA'],
    ['EdDSA', undefined],
  ])('a token signed with %s is accepted when its key is published as %s (RFC 9864)', async (alg, published) => {
    const { privateKey, jwk } = await keyPair('Ed25519', {
      kid: 'k',
      ...(published !== undefined && { alg: published }),
    });
    const { verify } = await startIssuer(() => keySet(jwk));
    expect(await verify(`Bearer ${await tokenOf(privateKey, { alg, kid: 'k' })}`)).toMatchObject({ organisationId: 7 });
  });

  test.each([
    ['drops connections', 'drop' as const],
    ['responds with an error', { status: 500, body: '' }],
    ['responds with no JSON', { status: 200, body: '<html>' }],
    ['responds with no key set', { status: 200, body: '{}' }],
  ])('an issuer that %s gets one request per second at most, and callers get 619', async (_what, outcome) => {
    const { verify, requests } = await startIssuer(() => outcome);
    const { privateKey } = await keyPair('RS256');
    const startedAt = performance.now();
    for (let call = 0; call < 40; call += 1) {
      const token = await tokenOf(privateKey, { alg: 'RS256', kid: `k${call}` });
      await expect(verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 619 });
    }
    const seconds = Math.ceil((performance.now() - startedAt) / 1_000);
    expect(requests()).toBeLessThanOrEqual(1 + seconds);
  });

  test('is not ready until its keys have been fetched once, and ready from then on', async () => {
    const { jwk } = await keyPair('RS256');
    let isUp = false;
    const { verify } = await startIssuer(() => (isUp ? keySet(jwk) : 'drop'));
    await expect(verify.checkKeys()).rejects.toThrow();
    isUp = true;
    await expect
      .poll(
        () =>
          verify.checkKeys().then(
            () => true,
            () => false,
          ),
        { timeout: 5_000 },
      )
      .toBe(true);
    isUp = false;
    await verify.checkKeys();
  });
});
