import { setTimeout } from 'node:timers/promises';
import { ProfilesError } from '@profiles/contracts';
import { startTokenIssuer, type TokenIssuer } from '@profiles/devstack';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

  test('a good token says who calls', async () => {
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
    ['for another audience', { aud: 'somebody-else' }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['without an organisation', { 'https://entur.io/organisationID': undefined }],
    ['with an organisation that is no number', { 'https://entur.io/organisationID': '7' }],
  ])('a token %s is refused', async (_what, fields) => {
    expect(await codeFor(`Bearer ${await claims(fields)}`)).toBe(611);
  });

  test('a token that signs itself is refused: alg none, and the public key as a shared secret', async () => {
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

  test('a token signed with a key nobody published is refused', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT({ 'https://entur.io/organisationID': 7, azp: 'x' })
      .setProtectedHeader({ alg: 'RS256', kid: 'unknown' })
      .setIssuer(issuer.issuer)
      .setAudience(issuer.audience)
      .setExpirationTime('5m')
      .sign(privateKey);
    expect(await codeFor(`Bearer ${forged}`)).toBe(611);
  });

  test('a new key is known without a restart, and the one before stays good', async () => {
    const before = await issuer.mint({ organisationId: 7 });
    expect(await codeFor(`Bearer ${before}`)).toBe(200);
    await setTimeout(1_100);
    await issuer.rotate();
    expect(await codeFor(`Bearer ${await issuer.mint({ organisationId: 8 })}`)).toBe(200);
    expect(await codeFor(`Bearer ${await issuer.mint({ organisationId: 9 })}`)).toBe(200);
    expect(await codeFor(`Bearer ${before}`)).toBe(200);
  });

  test('an issuer that is down locks out nobody whose key is known, and lets nobody in whose key is not', async () => {
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

  test('while the keys can’t be fetched nobody gets in, and it is said that it is our fault (619)', async () => {
    const unreachable = verifierOf('http://127.0.0.1:1/jwks.json');
    expect(await codeFor(`Bearer ${await issuer.mint({ organisationId: 7 })}`, unreachable)).toBe(619);
  });
});
