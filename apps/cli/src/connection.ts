import type { CliEnvironment } from './env.js';
import { CommandError, EXIT } from './exit-codes.js';
import { byClientCredentials, byRefreshToken, type IssuedTokens } from './oidc.js';
import { type RestService, restService } from './rest-service.js';
import { readSession, type Session, writeSession } from './session.js';
import type { Terminal } from './terminal.js';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly url?: string;
  readonly clientName: string;
  readonly changedBy?: string;
  /** In seconds. */
  readonly patience: string;
  readonly json?: boolean;
}

/** A token that ends within this time is renewed before it is used, in milliseconds. */
const RENEWED_BEFORE = 30_000;

/** The service that the session or the environment names. */
export async function connect(
  options: GlobalOptions,
  env: CliEnvironment,
  terminal: Pick<Terminal, 'signal'>,
): Promise<RestService> {
  const session = await readSession(env.sessionFile);
  const url = originOf(options.url ?? env.url ?? session?.url);
  // A token of a session goes to the service of that session alone.
  const isOfSession = session !== undefined && session.url === url;
  return restService({
    url,
    token: tokens(isOfSession ? session : undefined, env),
    clientName: options.clientName,
    changedBy: options.changedBy,
    signal: terminal.signal,
    patienceMillis: Number(options.patience) * 1_000,
  });
}

/** The origin of an address, as `--url` gives it. */
export function originOf(url: string | undefined): string {
  if (url === undefined) {
    throw new CommandError('Give the address of the service: --url, PROFILES_URL, or "profiles login".', EXIT.usage);
  }
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new CommandError(
      `"${url}" is no address of a service. Give its origin, such as https://profiles.example.no.`,
      EXIT.usage,
    );
  }
  return url.replace(/\/+$/, '').replace(/\/customers\/v2$/, '');
}

function tokens(session: Session | undefined, env: CliEnvironment): (options: { refresh: boolean }) => Promise<string> {
  let current = session;
  return async ({ refresh }) => {
    if (env.token !== undefined) return env.token;
    if (current === undefined) {
      throw new CommandError('Sign in with "profiles login", or set PROFILES_TOKEN.', EXIT.notAllowed);
    }
    const isEnding = current.expiresAt !== undefined && current.expiresAt - Date.now() < RENEWED_BEFORE;
    if (!refresh && !isEnding) return current.accessToken;
    const renewed = await renew(current, env);
    if (renewed === undefined) return current.accessToken;
    current = { ...current, ...renewed };
    await writeSession(env.sessionFile, current);
    return current.accessToken;
  };
}

async function renew(session: Session, env: CliEnvironment): Promise<IssuedTokens | undefined> {
  const { issuer, clientId, refreshToken } = session;
  if (issuer === undefined || clientId === undefined) return undefined;
  if (refreshToken !== undefined) return byRefreshToken({ issuer, clientId }, refreshToken);
  const { clientSecret } = env;
  return clientSecret === undefined ? undefined : byClientCredentials({ issuer, clientId, clientSecret });
}
