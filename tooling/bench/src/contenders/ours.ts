import { startOpenApiAdapter } from '@profiles/openapi-adapter';
import { startProfilesService } from '@profiles/profiles-service';
import type { Contender, Surroundings } from './contender.js';

const UNLIMITED = { perMinute: 1_000_000_000, unidentifiedPerMinute: 1_000_000_000 };

/** The profiles service over tRPC, with our plugin or with tRPC's own. */
export function startTrpc({ mongoUri, database, tokens }: Surroundings, officialPlugin: boolean): Promise<Contender> {
  return startProfilesService({
    ...{ host: '127.0.0.1', port: 0, logLevel: 'silent', tokens, officialPlugin },
    store: { uri: mongoUri, database },
    limits: UNLIMITED,
    guessLimits: { perCustomer: 1_000_000, perAddress: 1_000_000 },
    settings: { deactivatedForMillis: 72 * 60 * 60 * 1000, recordedClients: [] },
  });
}

/** The adapter and the service behind it, in one process, so that what is measured is the cost of both. */
export async function startRest(surroundings: Surroundings): Promise<Contender> {
  const service = await startTrpc(surroundings, false);
  const adapter = await startOpenApiAdapter({
    ...{ host: '127.0.0.1', port: 0, logLevel: 'silent', tokens: surroundings.tokens },
    serviceUrl: service.url,
    limits: UNLIMITED,
  });
  return {
    url: adapter.url,
    async close() {
      await adapter.close();
      await service.close();
    },
  };
}
