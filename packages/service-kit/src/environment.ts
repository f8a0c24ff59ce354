import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { EdgeSettings } from './http-server.js';
import { InvalidEnvironmentError } from './invalid-environment-error.js';
import type { RateLimits } from './rate-limits.js';
import type { TokenSettings } from './token-verifier.js';

/** The variables every app reads. */
export const commonVariables = {
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  /** TLS is done in front of the apps and between them, by a load balancer and a mesh. */
  TLS_ELSEWHERE: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
};

/** The variables of an app that strangers connect to. */
export const edgeVariables = {
  /** Addresses or networks with commas between them, such as `10.0.0.0/8`. */
  TRUSTED_PROXIES: z.string().default(''),
  MAX_CONNECTIONS: z.coerce.number().int().min(1).default(10_000),
  /** Beyond these, requests are refused (503). The defaults were measured: see docs/performance.md. */
  MAX_REQUESTS_IN_FLIGHT: z.coerce.number().int().min(1).default(256),
  MAX_EVENT_LOOP_DELAY_MS: z.coerce.number().int().min(1).default(250),
  /** The URL under which callers reach the error pages of this app. @defaultValue the address it listens on */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Paths of files in PEM. */
  TLS_CERT_FILE: z.string().min(1).optional(),
  TLS_KEY_FILE: z.string().min(1).optional(),
};

/** The variables of an app that counts calls. */
export const limitVariables = {
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(6_000),
  RATE_LIMIT_UNIDENTIFIED_PER_MINUTE: z.coerce.number().int().min(1).default(60),
};

/** How many points callers have, from the variables that say so. */
export function limitsFrom(read: z.output<z.ZodObject<typeof limitVariables>>): RateLimits {
  return { perMinute: read.RATE_LIMIT_PER_MINUTE, unidentifiedPerMinute: read.RATE_LIMIT_UNIDENTIFIED_PER_MINUTE };
}

/** How the server meets those who connect, from the variables that say so. Throws InvalidEnvironmentError. */
export function edgeSettingsFrom(read: z.output<z.ZodObject<typeof edgeVariables>>): EdgeSettings {
  const { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile } = read;
  if ((certFile === undefined) !== (keyFile === undefined)) {
    throw new InvalidEnvironmentError('TLS_CERT_FILE and TLS_KEY_FILE go together: one of them is missing.');
  }
  return {
    ...(read.PUBLIC_URL !== undefined && { publicUrl: read.PUBLIC_URL }),
    trustedProxies: read.TRUSTED_PROXIES.split(',').flatMap((one) => one.trim() || []),
    maxConnections: read.MAX_CONNECTIONS,
    load: {
      requestsInFlight: read.MAX_REQUESTS_IN_FLIGHT,
      eventLoopDelayMillis: read.MAX_EVENT_LOOP_DELAY_MS,
    },
    ...(certFile !== undefined &&
      keyFile !== undefined && {
        tls: { cert: contentOf('TLS_CERT_FILE', certFile), key: contentOf('TLS_KEY_FILE', keyFile) },
      }),
  };
}

/** The content of a file that a variable names. Throws InvalidEnvironmentError naming the variable. */
export function contentOf(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new InvalidEnvironmentError(
      `${variable}: the file can't be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
}

/** The variables of an app that checks tokens. */
export const tokenVariables = {
  AUTH_JWKS_URL: z.url({ protocol: /^https?$/ }),
  AUTH_ISSUER: z.string().min(1),
  AUTH_AUDIENCE: z.string().min(1),
  AUTH_ORGANISATION_CLAIM: z.string().min(1).default('https://entur.io/organisationID'),
  AUTH_PERMISSIONS_CLAIM: z.string().min(1).default('permissions'),
  AUTH_CLIENT_CLAIM: z.string().min(1).default('azp'),
};

/** How tokens are checked, from the variables that say so. */
export function tokenSettingsFrom(read: z.output<z.ZodObject<typeof tokenVariables>>): TokenSettings {
  return {
    jwksUrl: read.AUTH_JWKS_URL,
    issuer: read.AUTH_ISSUER,
    audience: read.AUTH_AUDIENCE,
    organisationClaim: read.AUTH_ORGANISATION_CLAIM,
    permissionsClaim: read.AUTH_PERMISSIONS_CLAIM,
    clientClaim: read.AUTH_CLIENT_CLAIM,
  };
}

/** The app's settings from its environment. An empty variable counts as absent. */
export function readEnvironment<T extends z.ZodRawShape>(variables: T, env: Record<string, string | undefined>) {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = z.object(variables).safeParse(set);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new InvalidEnvironmentError(`These environment variables are missing or wrong:\n${faults.join('\n')}`);
}
