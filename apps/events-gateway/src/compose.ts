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
  const { server } = createHttpServer({
    name: 'events-gateway',
    metrics: newMetrics('events-gateway', config.revision),
    logLevel: config.logLevel,
    ...(config.edge !== undefined && { edge: config.edge }),
    readiness: { stream: () => stream.check(), tokenIssuer: verify.checkKeys },
  });
  const stream = new EventStream({ nats: config.nats, stream: config.stream ?? STREAM, log: server.log });
  stream.start();
  return listen(server, { host, port, drainMillis, release: () => stream.close() });
}
