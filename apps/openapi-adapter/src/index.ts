import { listen, type RunningApp } from '@profiles/service-kit';
import type { EdgeCall, ServiceBehind } from './answering.js';
import { type AdapterConfig, compose } from './compose.js';

export { configFrom, edgeConfigFrom } from './env.js';
export type { AdapterConfig, EdgeCall, ServiceBehind };

/** Starts the OpenAPI adapter. */
export async function startOpenApiAdapter(config: AdapterConfig): Promise<RunningApp> {
  const { server, release } = await compose(config);
  return listen(server, { host: config.host, port: config.port, release });
}
