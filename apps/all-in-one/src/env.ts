import { configFrom as publisherConfigFrom } from '@profiles/nats-publisher';
import { edgeConfigFrom } from '@profiles/openapi-adapter';
import { configFrom as serviceConfigFrom } from '@profiles/profiles-service';
import { commonVariables, readEnvironment } from '@profiles/service-kit';
import type { AllInOneConfig } from './compose.js';

const variables = {
  /** Where tRPC is served; REST is at PORT. */
  SERVICE_PORT: commonVariables.PORT.default(3001),
  /** Where the publisher tells of itself. */
  PUBLISHER_PORT: commonVariables.PORT.default(3003),
};

/**
 * The settings of all three from one environment. Without NATS_URL, or over a store in memory, there is no publisher.
 * Throws InvalidEnvironmentError naming what is missing or wrong.
 */
export function configFrom(env: Record<string, string | undefined>): AllInOneConfig {
  const { SERVICE_PORT, PUBLISHER_PORT } = readEnvironment(variables, env);
  const service = serviceConfigFrom({ ...env, PORT: String(SERVICE_PORT) });
  const publishes = env['NATS_URL'] !== undefined && service.store !== 'memory';
  return {
    service,
    adapter: edgeConfigFrom(env),
    ...(publishes && { publisher: publisherConfigFrom({ ...env, PORT: String(PUBLISHER_PORT) }) }),
  };
}
