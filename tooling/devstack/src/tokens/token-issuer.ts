import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, type JWTPayload, SignJWT } from 'jose';
import { answer } from './issuer-routes.js';
import type { MintRequest } from './mint-request.js';
import type { OpenIdProvider } from './openid-provider.js';
import { ORDINARY_PERMISSIONS } from './permissions.js';
import { type KeyStore, newSigningKey, readKeyStore, writeKeyStore } from './signing-keys.js';

export type TokenIssuerOptions = {
  /** 0 or absent: a free one. */
  port?: number;
  /** Keeps the keys and the issuer's name, so that a printed token stays valid after the next start. */
  keyFile?: string;
  /** Origins of the console: where it may be signed in to, and what its pages may read here. @defaultValue none */
  consoleOrigins?: readonly string[];
};

export type TokenIssuer = {
  url: string;
  jwksUrl: string;
  issuer: string;
  audience: string;
  mint(request: MintRequest): Promise<string>;
  /** Signs with a new key from now on; tokens signed with the one before stay valid. */
  rotate(): Promise<void>;
  close(): Promise<void>;
};

const AUDIENCE = 'customer-profiles';
const DEFAULT_CLIENT = 'devstack';
const DEFAULT_LIFETIME = '8h';
const KEYS_KEPT = 2;

/**
 * Starts a token issuer on 127.0.0.1, which is also an OpenID Connect provider. FOR DEVELOPMENT AND TESTS ONLY: it gives a
 * token with any permission to every caller, and signs people in without a password.
 *
 * The issuer's name (the claim `iss`) is the URL of the first start with this key file, also when the port is another
 * one later: the name is what verifiers compare, the JWKS URL is where they look.
 */
export async function startTokenIssuer(options: TokenIssuerOptions = {}): Promise<TokenIssuer> {
  const server = createServer();
  const url = await listen(server, options.port ?? 0);
  const store = (await readKeyStore(options.keyFile)) ?? { issuer: url, keys: [await newSigningKey()] };
  await writeKeyStore(options.keyFile, store);
  const mint = (request: MintRequest) => sign(request, store);
  const consoleOrigins = options.consoleOrigins ?? [];
  let loading: Promise<OpenIdProvider> | undefined;
  const openId = () => {
    loading ??= import('./openid-provider.js').then(({ openIdProvider }) =>
      openIdProvider({ store, audience: AUDIENCE, consoleOrigins }),
    );
    return loading;
  };
  const context = { url, store, consoleOrigins, mint, openId };
  server.on('request', (request, response) => void answer(context, request, response));
  return {
    url,
    jwksUrl: `${url}/.well-known/jwks.json`,
    issuer: store.issuer,
    audience: AUDIENCE,
    mint,
    async rotate() {
      store.keys = [await newSigningKey(), ...store.keys].slice(0, KEYS_KEPT);
      await writeKeyStore(options.keyFile, store);
      // A provider has its keys from the beginning.
      loading = undefined;
    },
    close: () => close(server),
  };
}

async function sign(request: MintRequest, { issuer, keys }: KeyStore): Promise<string> {
  const [key] = keys;
  if (key?.kid === undefined) throw new Error('the token issuer has no key to sign with');
  const claims = request.claims ?? {};
  const usual: JWTPayload = {
    iss: issuer,
    aud: AUDIENCE,
    sub: request.clientId ?? DEFAULT_CLIENT,
    azp: request.clientId ?? DEFAULT_CLIENT,
    'https://entur.io/organisationID': request.organisationId,
    permissions: [...(request.permissions ?? ORDINARY_PERMISSIONS)],
  };
  const token = new SignJWT({ ...usual, ...claims });
  // Only where the caller has not said otherwise: these setters overwrite what is in the payload.
  if (!('iat' in claims)) token.setIssuedAt();
  if (!('nbf' in claims)) token.setNotBefore(new Date());
  if (!('exp' in claims)) token.setExpirationTime(expiryOf(request));
  return token.setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' }).sign(await importJWK(key, 'RS256'));
}

/** jose takes a number as an instant, and a text as a time from now. */
function expiryOf({ expiresIn }: MintRequest): string | Date {
  return typeof expiresIn === 'number' ? new Date(Date.now() + expiresIn * 1_000) : (expiresIn ?? DEFAULT_LIFETIME);
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Callers keep their connections open for the next look at the keys.
    server.closeAllConnections();
  });
}
