import {
  allowInsecureRequests,
  ClientSecretPost,
  type Configuration,
  clientCredentialsGrant,
  discovery,
  initiateDeviceAuthorization,
  None,
  pollDeviceAuthorizationGrant,
  refreshTokenGrant,
  type TokenEndpointResponse,
} from 'openid-client';
import { CommandError, EXIT } from './exit-codes.js';

/** A client of an OpenID Connect issuer. */
export interface OidcClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly scope?: string | undefined;
  /** The API that the token is for; some issuers require it. */
  readonly audience?: string | undefined;
}

/** The tokens that an issuer returned. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresAt?: number;
}

async function configurationOf({ issuer, clientId, clientSecret }: OidcClient): Promise<Configuration> {
  const url = new URL(issuer);
  const isLocal = url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const authentication = clientSecret === undefined ? None() : ClientSecretPost(clientSecret);
  const options = isLocal ? { execute: [allowInsecureRequests] } : {};
  return explained('The issuer could not be read', () => discovery(url, clientId, undefined, authentication, options));
}

function parametersOf({ scope, audience }: OidcClient): Record<string, string> {
  return { ...(scope !== undefined && { scope }), ...(audience !== undefined && { audience }) };
}

/** Requests a token for the client itself (RFC 6749, section 4.4). */
export async function byClientCredentials(client: OidcClient): Promise<IssuedTokens> {
  const configuration = await configurationOf(client);
  return explained('The issuer gave no token', async () =>
    issued(await clientCredentialsGrant(configuration, parametersOf(client))),
  );
}

/** Requests a token for a person, who confirms it in a browser on any device (RFC 8628). */
export async function byDevice(
  client: OidcClient,
  { show, signal }: { show(address: string, code: string): void; signal: AbortSignal },
): Promise<IssuedTokens> {
  const configuration = await configurationOf(client);
  return explained('The issuer gave no token', async () => {
    const device = await initiateDeviceAuthorization(configuration, parametersOf(client));
    show(device.verification_uri_complete ?? device.verification_uri, device.user_code);
    return issued(await pollDeviceAuthorizationGrant(configuration, device, undefined, { signal }));
  });
}

/** Requests a new token with a refresh token. */
export async function byRefreshToken(client: OidcClient, refreshToken: string): Promise<IssuedTokens> {
  const configuration = await configurationOf(client);
  const tokens = await explained('The sign-in has expired', async () =>
    issued(await refreshTokenGrant(configuration, refreshToken)),
  );
  return { refreshToken, ...tokens };
}

function issued(response: TokenEndpointResponse): IssuedTokens {
  const { access_token, refresh_token, expires_in } = response;
  return {
    accessToken: access_token,
    ...(refresh_token !== undefined && { refreshToken: refresh_token }),
    ...(expires_in !== undefined && { expiresAt: Date.now() + expires_in * 1_000 }),
  };
}

/** Errors of the library name the failure in `error`, or in the cause. None of them contains a token. */
async function explained<T>(what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    const { error: code, error_description: description } = error as { error?: string; error_description?: string };
    const reason = description ?? code ?? (error as Error).message;
    throw new CommandError(`${what}: ${reason}`, EXIT.notAllowed);
  }
}
