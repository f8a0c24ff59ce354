import { listen, type RunningApp } from '@profiles/service-kit';
import { compose, type ServiceConfig } from './compose.js';

/** A profiles service that listens and that its own process can call without HTTP as well. */
export interface ProfilesService extends RunningApp, Pick<ReturnType<typeof compose>, 'perform' | 'check' | 'counts'> {}

/**
 * Starts the profiles service. The database need not be reachable yet.
 *
 * @throws {@link ListenError} when the address is not available.
 */
export async function startProfilesService(config: ServiceConfig): Promise<ProfilesService> {
  const { server, release, perform, check, counts } = compose(config);
  const { host, port, drainMillis } = config;
  return { ...(await listen(server, { host, port, drainMillis, release })), perform, check, counts };
}
