import {
  createTokenVerifier,
  type EdgeSettings,
  eventsGatewayAt,
  LimitSync,
  type RateLimits,
  type SharedCounts,
  shutdownOf,
  type TokenSettings,
} from '@profiles/service-kit';
import type { DocsPageSettings } from './docs-page.js';
import { withEvents } from './events-over-http.js';
import { serviceOverHttp } from './over-http.js';
import { createServer } from './server.js';
import type { ServicePort } from './service-port.js';

export interface AdapterConfig {
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  /** Time between becoming unready and closing, in milliseconds. @defaultValue 0 */
  readonly drainMillis?: number | undefined;
  /** The origin of the profiles service; or what does its work in this very process. */
  readonly service: string | ServicePort;
  readonly tokens: TokenSettings;
  readonly limits: RateLimits;
  /** Counts together with other processes. @defaultValue none: the service behind counts for all adapters */
  readonly counts?: SharedCounts | undefined;
  readonly edge?: EdgeSettings;
  /** @defaultValue no requests from the docs page */
  readonly docs?: DocsPageSettings;
  /** The origin of events-gateway. @defaultValue none: events are not available */
  readonly eventsGatewayUrl?: string | undefined;
  /** The revision of the build, for `build_info`. @defaultValue `unknown` */
  readonly revision?: string | undefined;
}

/** Puts the adapter together: the service behind it does the work, the routes translate. */
export async function compose(config: AdapterConfig) {
  const { execute, readiness, close } =
    typeof config.service === 'string' ? serviceOverHttp(config.service) : config.service;
  const { eventsGatewayUrl } = config;
  const gateway = eventsGatewayUrl === undefined ? undefined : eventsGatewayAt(eventsGatewayUrl);
  const verify = createTokenVerifier(config.tokens);
  const sync = config.counts && new LimitSync({ counts: config.counts });
  const server = await createServer({
    execute: withEvents(execute, gateway),
    gateway,
    readiness: { ...readiness, tokenIssuer: verify.checkKeys },
    verify,
    logLevel: config.logLevel,
    limits: config.limits,
    sync,
    revision: config.revision,
    docs: config.docs,
    ...(config.edge !== undefined && { edge: config.edge }),
  });
  shutdownOf(server).signal.addEventListener('abort', () => gateway?.endWaits());
  const release = async () => {
    await sync?.close();
    await gateway?.close();
    await close();
  };
  return { server, release };
}
