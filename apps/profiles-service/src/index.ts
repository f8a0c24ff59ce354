import { listen, type RunningApp } from '@profiles/service-kit';
import { compose, type ServiceConfig } from './compose.js';

export type { CallContext } from '@profiles/application';
export { configFrom } from './env.js';
export type { ServiceConfig };

/** A profiles service that listens, and that can be asked in its own process as well. */
export interface ProfilesService extends RunningApp, Pick<ReturnType<typeof compose>, 'perform' | 'check'> {}

/** Starts the profiles service. */
export async function startProfilesService(config: ServiceConfig): Promise<ProfilesService> {
  const { server, release, perform, check } = compose(config);
  const app = await listen(server, { host: config.host, port: config.port, release });
  return { ...app, perform, check };
}
