import { createSecureContext } from 'node:tls';
import { z } from 'zod';
import type { EdgeSettings } from './http-server.js';
import { InvalidEnvironmentError } from './invalid-environment-error.js';
import { ownQuotasFrom } from './limits/own-quotas.js';
import type { RateLimits } from './limits/rate-limits.js';
import { contentOf } from './secret-files.js';
import type { TlsFiles } from './tls-files.js';

/** Settings of an app that clients connect to. */
export const edgeVariables = {
  /**
   * Addresses or networks (CIDR) of proxies whose `X-Forwarded-For` is trusted, with commas between them.
   *
   * @defaultValue none: the address of the connection is the client's
   */
  TRUSTED_PROXIES: z.string().default(''),
  /** Maximum open connections; further ones are closed at once. @defaultValue 10 000 */
  MAX_CONNECTIONS: z.coerce.number().int().min(1).default(10_000),
  /** Maximum requests in flight; further ones are rejected with 503. @defaultValue 256, measured: docs/performance.md */
  MAX_REQUESTS_IN_FLIGHT: z.coerce.number().int().min(1).default(256),
  /**
   * Requests delayed longer than this by the event loop are rejected with 503, in milliseconds.
   *
   * @defaultValue 250, measured: docs/performance.md
   */
  MAX_EVENT_LOOP_DELAY_MS: z.coerce.number().int().min(1).default(250),
  /** The URL under which callers reach the error pages of this app. @defaultValue the address it listens on */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Path of the certificate chain in PEM. Reloaded when the file changes. @defaultValue none: plain HTTP */
  TLS_CERT_FILE: z.string().min(1).optional(),
  /** Path of the private key in PEM. Reloaded when the file changes. @defaultValue none: plain HTTP */
  TLS_KEY_FILE: z.string().min(1).optional(),
};

/** Settings of an app that limits the rate of calls. */
export const limitVariables = {
  /** Quota per minute of one organisation and client (contract, section 1). @defaultValue 6 000 */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(6_000),
  /** Quota per minute of one IP address, for requests without `ET-Client-Name` (contract, section 1). @defaultValue 60 */
  RATE_LIMIT_UNIDENTIFIED_PER_MINUTE: z.coerce.number().int().min(1).default(60),
  /**
   * Quotas per minute of single organisations and clients, with commas between them: `1=60000` for all clients of organisation 1
   * together, `1/web-shop=1200` for one of its clients, `1/*=3000` for each of the others.
   *
   * @defaultValue none
   */
  RATE_LIMIT_QUOTAS: z.string().default(''),
};

/** Settings of an app that passes the operations on events on to events-gateway. */
export const gatewayVariables = {
  /** Origin of events-gateway, for the operations on events. @defaultValue none: these operations get 619 */
  EVENTS_GATEWAY_URL: z.url({ protocol: /^https?$/ }).optional(),
};

/**
 * The quotas of callers, from their variables.
 *
 * @throws {@link InvalidEnvironmentError} when RATE_LIMIT_QUOTAS is not valid.
 */
export function limitsFrom(read: z.output<z.ZodObject<typeof limitVariables>>): RateLimits {
  return {
    perMinute: read.RATE_LIMIT_PER_MINUTE,
    unidentifiedPerMinute: read.RATE_LIMIT_UNIDENTIFIED_PER_MINUTE,
    own: ownQuotasFrom(read.RATE_LIMIT_QUOTAS),
  };
}

type EdgeVariables = z.output<z.ZodObject<typeof edgeVariables>>;

/**
 * The settings of a server towards the network, from their variables.
 *
 * @throws {@link InvalidEnvironmentError} when the TLS files cannot be used.
 */
export function edgeSettingsFrom(read: EdgeVariables): EdgeSettings {
  const tls = tlsFilesFrom(read);
  return {
    ...(read.PUBLIC_URL !== undefined && { publicUrl: read.PUBLIC_URL }),
    trustedProxies: read.TRUSTED_PROXIES.split(',').flatMap((one) => one.trim() || []),
    maxConnections: read.MAX_CONNECTIONS,
    load: {
      requestsInFlight: read.MAX_REQUESTS_IN_FLIGHT,
      eventLoopDelayMillis: read.MAX_EVENT_LOOP_DELAY_MS,
    },
    ...(tls !== undefined && { tls }),
  };
}

function tlsFilesFrom({ TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile }: EdgeVariables): TlsFiles | undefined {
  if (certFile === undefined && keyFile === undefined) return undefined;
  if (certFile === undefined || keyFile === undefined) {
    throw new InvalidEnvironmentError('TLS_CERT_FILE and TLS_KEY_FILE go together: one of them is not set.');
  }
  const [cert, key] = [contentOf('TLS_CERT_FILE', certFile), contentOf('TLS_KEY_FILE', keyFile)];
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new InvalidEnvironmentError(
      `TLS_CERT_FILE, TLS_KEY_FILE: not a certificate in PEM and its private key (${code}).`,
    );
  }
  return { certFile, keyFile, cert, key };
}
