import { configFrom as gatewayConfigFrom } from '@profiles/events-gateway';
import { configFrom as publisherConfigFrom } from '@profiles/nats-publisher';
import { edgeConfigFrom } from '@profiles/openapi-adapter';
import { configFrom as serviceConfigFrom } from '@profiles/profiles-service';
import { commonVariables, type Environment, readEnvironment } from '@profiles/service-kit';
import type { AllInOneConfig } from './compose.js';

/** Settings of all-in-one besides those of the four apps in it. */
export const variables = {
  /** TCP port of tRPC; REST is at `PORT`. @defaultValue 3001 */
  SERVICE_PORT: commonVariables.PORT.default(3001),
  /** TCP port of the publisher's health, metrics and admin routes. @defaultValue 3003 */
  PUBLISHER_PORT: commonVariables.PORT.default(3003),
  /** TCP port of events-gateway. @defaultValue 3006 */
  GATEWAY_PORT: commonVariables.PORT.default(3006),
};

/**
 * The settings of all four apps from one environment. Without `NATS_URL`, or with a store in memory, there is no
 * publisher and no gateway.
 *
 * @throws {@link InvalidEnvironmentError} naming each variable that is missing, not valid or, in production, unsafe.
 */
export function configFrom(env: Environment): AllInOneConfig {
  const { SERVICE_PORT, PUBLISHER_PORT, GATEWAY_PORT } = readEnvironment(variables, env);
  const service = serviceConfigFrom({ ...env, PORT: String(SERVICE_PORT) });
  const publishes = env['NATS_URL'] !== undefined && service.store !== 'memory';
  return {
    service,
    adapter: edgeConfigFrom(env),
    ...(publishes && { publisher: publisherConfigFrom({ ...env, PORT: String(PUBLISHER_PORT) }) }),
    ...(publishes && { gateway: gatewayConfigFrom({ ...env, PORT: String(GATEWAY_PORT) }) }),
  };
}
