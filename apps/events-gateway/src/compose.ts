import { EVENT_STREAM, EVENT_SUBJECT_PREFIX } from '@profiles/contracts';
import type { NatsSettings } from '@profiles/nats-connection';
import {
  callMetrics,
  counterOf,
  createHttpServer,
  createRateLimiter,
  createTokenVerifier,
  type EdgeSettings,
  listen,
  METRICS,
  newMetrics,
  type RateLimits,
  type RunningApp,
  type TokenSettings,
} from '@profiles/service-kit';
import { EventFeed } from './feed/event-feed.js';
import { addFeedRoutes } from './feed/feed-routes.js';
import { type ListenerSettings, Listeners } from './feed/listeners.js';
import { Waiters } from './feed/waiters.js';
import { gatewayMetrics } from './gateway-metrics.js';
import { EventStream, type StreamName } from './stream/event-stream.js';
import type { WindowLimits } from './stream/recent-events.js';
import { createWebhookWorker, type WebhookWorkerConfig } from './webhooks/webhook-worker.js';

export interface GatewayConfig {
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  /** Time between becoming unready and closing, in milliseconds. @defaultValue 0 */
  readonly drainMillis?: number | undefined;
  readonly nats: NatsSettings;
  readonly tokens: TokenSettings;
  readonly limits: RateLimits;
  readonly edge?: EdgeSettings;
  /** Absent: no webhooks are sent. */
  readonly webhooks?: WebhookWorkerConfig | undefined;
  /** For tests. @defaultValue the stream of the contract, section 6 */
  readonly stream?: StreamName;
  /** For tests. @defaultValue see {@link EventStreamSettings.window} */
  readonly window?: WindowLimits;
  /** For tests. @defaultValue see {@link ListenerSettings} */
  readonly listeners?: Pick<ListenerSettings, 'keepAliveMillis' | 'maxBlockedMillis'>;
  /** The revision of the build, for `build_info`. @defaultValue `unknown` */
  readonly revision?: string | undefined;
}

const STREAM: StreamName = { name: EVENT_STREAM, subjectPrefix: EVENT_SUBJECT_PREFIX };

/**
 * Starts the gateway of the events over HTTP. The broker need not be reachable yet: readiness names what is missing.
 *
 * @throws {@link ListenError} when the address is not available; all connections are closed then.
 */
export async function startEventsGateway(config: GatewayConfig): Promise<RunningApp> {
  const { host, port, drainMillis } = config;
  const { server, stream, worker } = composeGateway(config);
  const release = async () => {
    await worker?.close();
    await stream.close();
  };
  stream.start();
  const app = await listen(server, { host, port, drainMillis, release });
  // The port comes first: a worker without its port would hold leases unobserved.
  worker?.start();
  return app;
}

function composeGateway(config: GatewayConfig) {
  const verify = createTokenVerifier(config.tokens);
  const registry = newMetrics('events-gateway', config.revision);
  const { server } = createHttpServer({
    name: 'events-gateway',
    metrics: registry,
    logLevel: config.logLevel,
    ...(config.edge !== undefined && { edge: config.edge }),
    readiness: { stream: () => stream.check(), tokenIssuer: verify.checkKeys },
  });
  const { nats, stream: name = STREAM, window } = config;
  const stream = new EventStream({ nats, stream: name, window, log: server.log });
  const waiters = new Waiters();
  const metrics = gatewayMetrics(registry, { listeners: () => listeners.size, waiting: () => waiters.size });
  const feed = new EventFeed(stream, metrics.backlogRead);
  const { disconnected: onDisconnected, delivered: onDelivered } = metrics;
  const listeners = new Listeners({ stream, feed, onDisconnected, onDelivered, ...config.listeners });
  stream.observe(listeners);
  stream.observe(waiters);
  stream.observe({ event: metrics.received, reset: () => undefined });
  const refusals = counterOf(registry, METRICS.quotaRefusals);
  const limiter = createRateLimiter(config.limits, { onRefused: (quota) => refusals.inc({ quota }) });
  const calls = callMetrics(registry);
  addFeedRoutes(server, { feed, waiters, listeners, verify, limiter, calls, onListed: metrics.listed });
  const worker = config.webhooks && createWebhookWorker(config.webhooks, { stream, registry, log: server.log });
  return { server, stream, worker };
}
