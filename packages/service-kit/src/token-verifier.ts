import { type Caller, ProfilesError } from '@profiles/contracts';
import { errors, type JWTPayload, type JWTVerifyOptions, type JWTVerifyResult, jwtVerify } from 'jose';
import { InvalidTokenError } from './invalid-token-error.js';
import { createTokenKeys, type TokenKeys } from './token-keys.js';

/** How tokens are verified, and the names of the claims that identify the caller. */
export interface TokenSettings {
  /** URL of the issuer's keys (JWKS). */
  readonly jwksUrl: string;
  /** Required value of `iss`. */
  readonly issuer: string;
  /** Required value of `aud`. */
  readonly audience: string;
  /** Claim with the organisation's number. */
  readonly organisationClaim: string;
  /** Claim with the permissions, a list of texts. */
  readonly permissionsClaim: string;
  /** Claim with the client id; `sub` is used where it is absent. */
  readonly clientClaim: string;
}

/**
 * Resolves to the caller that an `Authorization` header identifies.
 *
 * @throws {@link ProfilesError} 611 when the token is missing, 619 when the keys cannot be fetched.
 * @throws {@link InvalidTokenError} when the token is not valid.
 */
export type TokenVerifier = (authorization: string | undefined) => Promise<Caller>;

/** The keys behind a verifier. */
export interface KeyReadiness {
  /** Readiness: rejects while the issuer's keys have never been fetched, because every call would fail. */
  readonly checkKeys: () => Promise<void>;
}

/** Contract, section 2: `Ed25519` is the RFC 9864 name of `EdDSA` with that curve. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA', 'Ed25519'];
/** Tolerated difference between the issuer's clock and ours for `nbf` and `iat`, in seconds. `exp` has no tolerance. */
const CLOCK_TOLERANCE_SECONDS = 5;
/** A verified token is trusted for this time, in milliseconds: verifying a signature costs more than most requests. */
const TRUSTED_MILLIS = 60_000;
const MAX_TRUSTED = 10_000;

/** Creates a verifier that fetches and caches the issuer's keys. */
export function createTokenVerifier(settings: TokenSettings): TokenVerifier & KeyReadiness {
  const keys = createTokenKeys(new URL(settings.jwksUrl));
  const trusted = new Map<string, { caller: Caller; until: number }>();

  const verify = async (authorization = ''): Promise<Caller> => {
    // By the whole header: most requests are answered from here and need not search for the token in it.
    const known = trusted.get(authorization);
    if (known && known.until > Date.now()) return known.caller;
    trusted.delete(authorization);
    const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
    if (token === undefined) throw new ProfilesError(611, { detail: 'Send Authorization: Bearer <token>.' });

    const payload = await verifiedPayload(token, { settings, keys });
    const caller = callerFrom(payload, settings);
    if (trusted.size >= MAX_TRUSTED) trusted.clear();
    trusted.set(authorization, { caller, until: Math.min((payload.exp ?? 0) * 1000, Date.now() + TRUSTED_MILLIS) });
    return caller;
  };
  return Object.assign(verify, { checkKeys: () => keys.loaded() });
}

interface Verification {
  readonly settings: TokenSettings;
  readonly keys: TokenKeys;
}

async function verifiedPayload(token: string, { settings, keys }: Verification): Promise<JWTPayload> {
  const options = {
    issuer: settings.issuer,
    audience: settings.audience,
    algorithms: ALGORITHMS,
    requiredClaims: ['exp'],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
  };
  try {
    const { payload } = await verifiedByAnyKey(token, { keys, options });
    checkTimes(payload);
    return payload;
  } catch (error) {
    throw tokenErrorFrom(error);
  }
}

/**
 * Verifies with the key that the token names, or, without a key id, with each key of the algorithm. A signature that
 * matches none of them may come from a key that is newer than ours: the keys are then refreshed once.
 */
async function verifiedByAnyKey(
  token: string,
  { keys, options }: { readonly keys: TokenKeys; readonly options: JWTVerifyOptions },
): Promise<JWTVerifyResult> {
  let namesKey = true;
  const attempt = () =>
    jwtVerify(
      token,
      (header, jws) => {
        namesKey = header.kid !== undefined;
        return keys.find(header, jws);
      },
      options,
    ).catch((error: unknown) => {
      if (error instanceof errors.JWKSMultipleMatchingKeys) return verifiedByOneOf(error, { token, options });
      throw error;
    });
  try {
    return await attempt();
  } catch (error) {
    if (namesKey || !(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    await keys.refresh();
    return attempt();
  }
}

async function verifiedByOneOf(
  candidates: errors.JWKSMultipleMatchingKeys,
  { token, options }: { readonly token: string; readonly options: JWTVerifyOptions },
): Promise<JWTVerifyResult> {
  for await (const key of candidates) {
    try {
      return await jwtVerify(token, key, options);
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}

/** Checks that jose does not make: `iat` against the clock, and `exp` without the tolerance. */
function checkTimes({ iat = 0, exp = 0 }: JWTPayload): void {
  const seconds = Date.now() / 1000;
  if (exp <= Math.floor(seconds)) throw new InvalidTokenError({ detail: 'The token has expired.' });
  if (iat <= seconds + CLOCK_TOLERANCE_SECONDS) return;
  throw new InvalidTokenError({ detail: "The token's claim iat is in the future." });
}

function tokenErrorFrom(error: unknown): ProfilesError {
  if (error instanceof ProfilesError) return error;
  const cause = { cause: error };
  if (error instanceof errors.JWTExpired) return new InvalidTokenError({ detail: 'The token has expired.' }, cause);
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new InvalidTokenError({ detail: `The token's claim ${error.claim} is not accepted.` }, cause);
  }
  if (isAboutKeySet(error)) {
    return new ProfilesError(619, { detail: "The token issuer's keys cannot be fetched now. Try again later." }, cause);
  }
  return new InvalidTokenError({ detail: 'The token is not valid.' }, cause);
}

/** Whether the issuer is at fault, not the token: it cannot be reached, or sends something else than keys. */
function isAboutKeySet(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  return (
    error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error.code === 'ERR_JOSE_GENERIC'
  );
}

function callerFrom(payload: JWTPayload, settings: TokenSettings): Caller {
  const organisationId = payload[settings.organisationClaim];
  const clientId = payload[settings.clientClaim] ?? payload.sub;
  const permissions = payload[settings.permissionsClaim];
  if (typeof organisationId !== 'number' || !Number.isSafeInteger(organisationId) || organisationId < 1) {
    throw new InvalidTokenError({ detail: `The token has no organisation (${settings.organisationClaim}).` });
  }
  if (typeof clientId !== 'string' || clientId === '') {
    throw new InvalidTokenError({ detail: `The token names no client (${settings.clientClaim}).` });
  }
  const granted = Array.isArray(permissions) ? permissions.filter((one) => typeof one === 'string') : [];
  return { organisationId, clientId, permissions: new Set(granted) };
}
