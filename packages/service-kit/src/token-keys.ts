import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';

/** The public keys of the token issuer. */
export interface TokenKeys {
  /** Finds the key of a token for jose. */
  readonly find: JWTVerifyGetKey;
  /** Fetches the keys unless they were requested within the last second. Rejects when they cannot be fetched. */
  refresh(): Promise<void>;
  /** Resolves when keys have been fetched at least once; tries to fetch them otherwise. */
  loaded(): Promise<void>;
}

/** Time for a response of the issuer, in milliseconds. */
const FETCH_TIMEOUT_MILLIS = 5_000;
/**
 * Minimum time between two requests to the issuer, in milliseconds, after a success and after a failure: neither forged
 * key ids nor an outage of the issuer become a load on it.
 */
const COOLDOWN_MILLIS = 1_000;
/** Keys are fetched again after this time in the background, in milliseconds, so that withdrawn keys are forgotten. */
const REFRESH_MILLIS = 10 * 60_000;

/** Within the cool-down after a failed request for the keys, which was not repeated. */
class KeysUnavailableError extends Error {
  override name = 'KeysUnavailableError';
}

/**
 * Keeps the keys of a JWKS URL. They are refreshed every ten minutes in the background, and at once for an unknown key
 * id. Known keys stay valid while the issuer is down.
 */
export function createTokenKeys(url: URL): TokenKeys {
  let requestedAt = Number.NEGATIVE_INFINITY;
  let failure: unknown;
  const cooling = () => performance.now() - requestedAt < COOLDOWN_MILLIS;

  const fetchKeys: typeof fetch = async (input, init) => {
    // jose's own cool-down counts from successes only.
    if (failure !== undefined && cooling()) {
      throw new KeysUnavailableError('The last request for the keys failed less than a second ago.', {
        cause: failure,
      });
    }
    try {
      const response = await fetch(input, init);
      const body: unknown = response.status === 200 ? await response.json() : undefined;
      failure = isKeySet(body) ? undefined : new KeysUnavailableError(`No key set, status ${response.status}.`);
      return new Response(JSON.stringify(withoutNamesOfEdDsa(body)) ?? null, { status: response.status });
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      requestedAt = performance.now();
    }
  };
  const keys = createRemoteJWKSet(url, {
    timeoutDuration: FETCH_TIMEOUT_MILLIS,
    cooldownDuration: COOLDOWN_MILLIS,
    cacheMaxAge: Number.POSITIVE_INFINITY,
    [customFetch]: fetchKeys,
  });
  const refreshInBackground = () => {
    if (performance.now() - requestedAt > REFRESH_MILLIS && keys.jwks() !== undefined) {
      requestedAt = performance.now();
      keys.reload().catch(() => undefined);
    }
  };
  return {
    find(header, token) {
      refreshInBackground();
      return keys(header, token);
    },
    refresh: async () => {
      if (!cooling()) await keys.reload();
    },
    loaded: async () => {
      if (keys.jwks() === undefined) await keys.reload();
    },
  };
}

interface KeySet {
  readonly keys: readonly { readonly alg?: string; readonly crv?: string }[];
}

function isKeySet(body: unknown): body is KeySet {
  const { keys } = (body ?? {}) as { keys?: unknown };
  return Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null);
}

/**
 * The key set without `alg` on Ed25519 keys. `EdDSA` and `Ed25519` (RFC 9864) name the same algorithm for these keys, but
 * jose finds a key only if its `alg` is spelt as in the token.
 */
function withoutNamesOfEdDsa(body: unknown): unknown {
  if (!isKeySet(body)) return body;
  return { keys: body.keys.map(({ alg, ...key }) => ({ ...key, ...(key.crv !== 'Ed25519' && { alg }) })) };
}
