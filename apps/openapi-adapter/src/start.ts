import { listen, type RunningApp } from '@profiles/service-kit';
import { type AdapterConfig, compose } from './compose.js';

/**
 * Starts the OpenAPI adapter. The profiles service need not be reachable yet.
 *
 * @throws {@link ListenError} when the address is not available.
 */
export async function startOpenApiAdapter(config: AdapterConfig): Promise<RunningApp> {
  const { server, release } = await compose(config);
  const { host, port, drainMillis } = config;
  return listen(server, { host, port, drainMillis, release });
}
