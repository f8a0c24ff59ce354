import { EVENT_STREAM, EVENT_SUBJECT_PREFIX } from '@profiles/contracts';
import type { NatsSettings } from '@profiles/nats-connection';
import {
  createHttpServer,
  createTokenVerifier,
  type EdgeSettings,
  listen,
  newMetrics,
  type RateLimits,
  type RunningApp,
  type TokenSettings,
} from '@profiles/service-kit';
import { EventStream, type StreamName } from './stream/event-stream.js';
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
  const verify = createTokenVerifier(config.tokens);
  const registry = newMetrics('events-gateway', config.revision);
  const { server } = createHttpServer({
    name: 'events-gateway',
    metrics: registry,
    logLevel: config.logLevel,
    ...(config.edge !== undefined && { edge: config.edge }),
    readiness: { stream: () => stream.check(), tokenIssuer: verify.checkKeys },
  });
  const stream = new EventStream({ nats: config.nats, stream: config.stream ?? STREAM, log: server.log });
  const worker = config.webhooks && createWebhookWorker(config.webhooks, { stream, registry, log: server.log });
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
