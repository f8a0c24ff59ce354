import { startAllInOne } from '@profiles/all-in-one';
import { startOpenApiAdapter } from '@profiles/openapi-adapter';
import { type ServiceConfig, startProfilesService } from '@profiles/profiles-service';
import { edgeSettingsFrom, edgeVariables, readEnvironment } from '@profiles/service-kit';
import type { Contender, Surroundings } from './contender.js';

const production = edgeSettingsFrom(readEnvironment(edgeVariables, process.env));
/** The check runs as in production and accepts every call. */
const patient = { ...production, load: { requestsInFlight: 1_000_000, eventLoopDelayMillis: 1_000_000 } };
const edgeOf = ({ sheds }: Surroundings) => (sheds ? production : patient);
const UNLIMITED = { perMinute: 1_000_000_000, unidentifiedPerMinute: 1_000_000_000 };

/** The profiles service over tRPC, as in production but for what is said otherwise. */
export function startTrpc(surroundings: Surroundings, otherwise: Partial<ServiceConfig> = {}): Promise<Contender> {
  return startProfilesService({ ...serviceConfigOf(surroundings), ...otherwise });
}

function serviceConfigOf(surroundings: Surroundings): ServiceConfig {
  const { mongoUri, database, tokens, maxPoolSize } = surroundings;
  return {
    ...{ host: '127.0.0.1', port: 0, logLevel: 'silent', tokens, edge: edgeOf(surroundings) },
    store: { uri: mongoUri, database, ...(maxPoolSize !== undefined && { maxPoolSize }) },
    limits: UNLIMITED,
    loginThrottleLimits: { perCustomer: 1_000_000, perAddress: 1_000_000 },
    settings: { deactivatedForMillis: 72 * 60 * 60 * 1000, recordedClients: [] },
  };
}

function adapterConfigOf(surroundings: Surroundings) {
  const { tokens } = surroundings;
  return { host: '127.0.0.1', port: 0, logLevel: 'silent', tokens, edge: edgeOf(surroundings), limits: UNLIMITED };
}

/** The adapter and the service behind it, in one process, so that what is measured is the cost of both. */
export async function startRest(surroundings: Surroundings): Promise<Contender> {
  const service = await startTrpc(surroundings);
  const adapter = await startOpenApiAdapter({ ...adapterConfigOf(surroundings), service: service.url });
  return {
    url: adapter.url,
    async close() {
      await adapter.close();
      await service.close();
    },
  };
}

/** REST with the use cases in the same process. */
export function startInOne(surroundings: Surroundings): Promise<Contender> {
  return startAllInOne({ service: serviceConfigOf(surroundings), adapter: adapterConfigOf(surroundings) });
}
