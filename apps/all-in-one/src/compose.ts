import { type GatewayConfig, startEventsGateway } from '@profiles/events-gateway';
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
  /** Absent: events are not available over HTTP, unless service and adapter name a gateway. */
  readonly gateway?: GatewayConfig | undefined;
}

export interface AllInOne extends RunningApp {
  /** Origin of tRPC; `url` is the origin of REST. */
  readonly serviceUrl: string;
}

/**
 * Starts the gateway, the service, the publisher and the adapter in this process.
 *
 * @throws {@link ListenError} when an address is not available; the apps started before are closed.
 */
export async function startAllInOne(config: AllInOneConfig): Promise<AllInOne> {
  const started: RunningApp[] = [];
  const drain = async () => {
    await Promise.all(started.map((app) => app.drain()));
  };
  /** Drains all at once, then closes in reverse order: the adapter's last request still needs the service. */
  const close = async () => {
    await drain();
    for (const app of started.splice(0).reverse()) await app.close();
  };
  try {
    const gateway = config.gateway === undefined ? undefined : await startEventsGateway(config.gateway);
    if (gateway !== undefined) started.push(gateway);
    const behind = gateway === undefined ? {} : { eventsGatewayUrl: gateway.url };
    const service = await startProfilesService({ ...config.service, ...behind });
    started.push(service);
    if (config.publisher !== undefined) started.push(await startPublisher(config.publisher));
    const adapter = await startOpenApiAdapter({
      ...config.adapter,
      ...behind,
      service: serviceInProcess(service),
      counts: service.counts,
    });
    started.push(adapter);
    const drainMillis = Math.max(...started.map((app) => app.drainMillis));
    return { url: adapter.url, serviceUrl: service.url, log: adapter.log, drainMillis, drain, close };
  } catch (error) {
    await close();
    throw error;
  }
}
