import { listen, type RunningApp } from '@profiles/service-kit';
import { compose, type ServiceConfig } from './compose.js';

export { configFrom } from './env.js';
export type { ServiceConfig };

/** Starts the profiles service. */
export async function startProfilesService(config: ServiceConfig): Promise<RunningApp> {
  const { server, release } = compose(config);
  return listen(server, { host: config.host, port: config.port, release });
}
