import { type Caller, ProfilesError } from '@profiles/contracts';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';

export interface TokenSettings {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  readonly organisationClaim: string;
  readonly permissionsClaim: string;
  readonly clientClaim: string;
}

/** Resolves to the caller a bearer token stands for; rejects with 611, or 619 when the keys can't be fetched. */
export type TokenVerifier = (authorization: string | undefined) => Promise<Caller>;

const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
/** A verified token is not verified again for so long. Checking a signature costs more than most requests. */
const TRUSTED_MILLIS = 60_000;
const MAX_TRUSTED = 10_000;
const KEYS_RENEWED_MILLIS = 10 * 60_000;

export function createTokenVerifier(settings: TokenSettings): TokenVerifier {
  const keys = keptKeys(new URL(settings.jwksUrl));
  const trusted = new Map<string, { caller: Caller; until: number }>();

  return async (authorization = '') => {
    // By the whole header: nearly every request is answered here, and need not look for the token in it.
    const known = trusted.get(authorization);
    if (known && known.until > Date.now()) return known.caller;
    trusted.delete(authorization);
    const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
    if (token === undefined) throw new ProfilesError(611, { detail: 'Send Authorization: Bearer <token>.' });

    const payload = await verified(token);
    const caller = callerFrom(payload, settings);
    if (trusted.size >= MAX_TRUSTED) trusted.clear();
    trusted.set(authorization, { caller, until: Math.min((payload.exp ?? 0) * 1000, Date.now() + TRUSTED_MILLIS) });
    return caller;
  };

  async function verified(token: string): Promise<JWTPayload> {
    try {
      const { issuer, audience } = settings;
      const options = { issuer, audience, algorithms: ALGORITHMS, requiredClaims: ['exp'] };
      return (await jwtVerify(token, keys, options)).payload;
    } catch (error) {
      throw refusalFrom(error);
    }
  }
}

/**
 * The issuer's keys. They are fetched anew every ten minutes beside the work, and at once for a key nobody has seen; an
 * issuer that is down locks nobody out whose key is known.
 */
function keptKeys(url: URL): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(url, {
    timeoutDuration: 5_000,
    // Forged key ids make us ask the issuer this often and no more.
    cooldownDuration: 1_000,
    cacheMaxAge: Number.POSITIVE_INFINITY,
  });
  let renewedAt = Date.now();
  return (header, token) => {
    if (Date.now() - renewedAt > KEYS_RENEWED_MILLIS) {
      renewedAt = Date.now();
      keys.reload().catch(() => undefined);
    }
    return keys(header, token);
  };
}

function refusalFrom(error: unknown): ProfilesError {
  const cause = { cause: error };
  if (error instanceof errors.JWTExpired) return new ProfilesError(611, { detail: 'The token has expired.' }, cause);
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new ProfilesError(611, { detail: `The token's claim ${error.claim} is not accepted.` }, cause);
  }
  const keysUnknown = !(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout;
  if (keysUnknown || error.code === 'ERR_JOSE_GENERIC') {
    return new ProfilesError(619, { detail: "The token issuer's keys can't be fetched now." }, cause);
  }
  return new ProfilesError(611, { detail: 'The token is not valid.' }, cause);
}

function callerFrom(payload: JWTPayload, settings: TokenSettings): Caller {
  const organisationId = payload[settings.organisationClaim];
  const clientId = payload[settings.clientClaim] ?? payload.sub;
  const permissions = payload[settings.permissionsClaim];
  if (typeof organisationId !== 'number' || !Number.isSafeInteger(organisationId) || organisationId < 1) {
    throw new ProfilesError(611, { detail: `The token has no organisation (${settings.organisationClaim}).` });
  }
  if (typeof clientId !== 'string' || clientId === '') {
    throw new ProfilesError(611, { detail: `The token names no client (${settings.clientClaim}).` });
  }
  const granted = Array.isArray(permissions) ? permissions.filter((one) => typeof one === 'string') : [];
  return { organisationId, clientId, permissions: new Set(granted) };
}
