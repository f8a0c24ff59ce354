import { listen, type RunningApp } from '@profiles/service-kit';
import { type AdapterConfig, compose } from './compose.js';

export { configFrom } from './env.js';
export type { AdapterConfig };

/** Starts the OpenAPI adapter. */
export async function startOpenApiAdapter(config: AdapterConfig): Promise<RunningApp> {
  const { server, release } = await compose(config);
  return listen(server, { host: config.host, port: config.port, release });
}
