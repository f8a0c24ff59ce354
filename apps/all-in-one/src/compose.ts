import { type PublisherConfig, startPublisher } from '@profiles/nats-publisher';
import { type AdapterConfig, startOpenApiAdapter } from '@profiles/openapi-adapter';
import { type ServiceConfig, startProfilesService } from '@profiles/profiles-service';
import type { RunningApp } from '@profiles/service-kit';
import { serviceInProcess } from './in-process.js';

export interface AllInOneConfig {
  readonly service: ServiceConfig;
  readonly adapter: Omit<AdapterConfig, 'service'>;
  /** Absent: events stay in the outbox. */
  readonly publisher?: PublisherConfig | undefined;
}

export interface AllInOne extends RunningApp {
  /** Where tRPC is; `url` is where REST is. */
  readonly serviceUrl: string;
}

/** Starts the service, the adapter and the publisher in this process. What fails to start takes the others down again. */
export async function startAllInOne(config: AllInOneConfig): Promise<AllInOne> {
  const started: RunningApp[] = [];
  // The other way round: nobody loses what stands behind.
  const close = async () => {
    for (const app of started.splice(0).reverse()) await app.close();
  };
  try {
    const service = await startProfilesService(config.service);
    started.push(service);
    if (config.publisher !== undefined) started.push(await startPublisher(config.publisher));
    const adapter = await startOpenApiAdapter({ ...config.adapter, service: serviceInProcess(service) });
    started.push(adapter);
    return { url: adapter.url, serviceUrl: service.url, log: adapter.log, close };
  } catch (error) {
    await close();
    throw error;
  }
}
