import { createProfilesClient } from '@profiles/client';
import { createTokenVerifier, type EdgeSettings, type RateLimits, type TokenSettings } from '@profiles/service-kit';
import { createServer } from './server.js';

export interface AdapterConfig {
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  /** The origin of the profiles service. */
  readonly serviceUrl: string;
  readonly tokens: TokenSettings;
  readonly limits: RateLimits;
  readonly edge?: EdgeSettings;
}

/** Puts the adapter together: the typed client does the work, the routes translate. */
export async function compose(config: AdapterConfig) {
  const server = await createServer({
    // Each call brings its caller's token; the adapter has none of its own.
    profiles: createProfilesClient({ url: config.serviceUrl, token: '' }),
    verify: createTokenVerifier(config.tokens),
    logLevel: config.logLevel,
    limits: config.limits,
    ...(config.edge !== undefined && { edge: config.edge }),
    readiness: { profilesService: () => serviceIsAlive(config.serviceUrl) },
  });
  return { server, release: async () => {} };
}

async function serviceIsAlive(serviceUrl: string): Promise<void> {
  const response = await fetch(new URL('/healthz', serviceUrl), { signal: AbortSignal.timeout(2_000) });
  if (!response.ok) throw new Error(`The profiles service answers ${response.status}.`);
}
