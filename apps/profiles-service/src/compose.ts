import { BulkTurns, type CallContext, type Dependencies, type Settings } from '@profiles/application';
import type { NamedOperation } from '@profiles/contracts';
import {
  callMetrics,
  counterOf,
  createLoginThrottle,
  createRateLimiter,
  createTokenVerifier,
  type EdgeSettings,
  eventsGatewayAt,
  LimitSync,
  type LoginThrottleLimits,
  METRICS,
  type MongoEnvironment,
  newMetrics,
  poolMetrics,
  type RateLimits,
  shutdownOf,
  systemClock,
  systemIds,
  type TokenSettings,
} from '@profiles/service-kit';
import { DEVELOPMENT_WEBHOOKS, type WebhookSettings } from '@profiles/webhooks';
import { startDuplicatePairsWorker } from './duplicate-pairs-worker.js';
import { eventFeeds } from './event-feeds.js';
import { nameOf, observed, performed } from './observed-call.js';
import { openStore } from './open-store.js';
import { passwords } from './passwords.js';
import { createServer } from './server.js';
import { webhookSecurity } from './webhook-security.js';

export interface ServiceConfig {
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  /** Time between becoming unready and closing, in milliseconds. @defaultValue 0 */
  readonly drainMillis?: number | undefined;
  readonly store: 'memory' | MongoEnvironment;
  readonly tokens: TokenSettings;
  readonly settings: Settings;
  readonly limits: RateLimits;
  readonly loginThrottleLimits: LoginThrottleLimits;
  /** @defaultValue those for development, outside of production */
  readonly webhooks?: WebhookSettings | undefined;
  readonly edge?: EdgeSettings;
  /** The revision of the build, for `build_info`. @defaultValue `unknown` */
  readonly revision?: string | undefined;
  /** The origin of events-gateway. @defaultValue none: events are not available over HTTP */
  readonly eventsGatewayUrl?: string | undefined;
  /** Serves with tRPC's own Fastify plugin. @defaultValue false */
  readonly officialPlugin?: boolean;
}

/** Composes the service: a store from the config, use cases from the store and the system, a server from the use cases. */
export function compose(config: ServiceConfig) {
  const metrics = newMetrics('profiles-service', config.revision);
  const calls = callMetrics(metrics);
  const retries = counterOf(metrics, METRICS.writeRetries);
  const refusals = counterOf(metrics, METRICS.quotaRefusals);
  const syncs = counterOf(metrics, METRICS.limitSyncs);
  const onRefused = (quota: string) => refusals.inc({ quota });
  const opened = openStore(config.store, { log: () => server.log, pool: poolMetrics(metrics) });
  const { counts } = opened;
  const sync = counts && new LimitSync({ counts, onExchange: (result) => syncs.inc({ result }) });
  const limiting = { onRefused, sync };
  const deps: Dependencies = {
    // Read for every call: it changes when the credentials of the database are renewed.
    get store() {
      return opened.store;
    },
    clock: systemClock,
    turns: new BulkTurns(systemClock),
    ids: systemIds,
    passwords,
    loginThrottle: createLoginThrottle(config.loginThrottleLimits, limiting),
    webhooks: webhookSecurity(config.webhooks ?? DEVELOPMENT_WEBHOOKS),
    settings: config.settings,
    observer: {
      retried: (slug, reason) => retries.inc({ operation: nameOf(slug), reason }),
      replayed: (slug) => calls.replayed(nameOf(slug)),
    },
  };
  const verify = createTokenVerifier(config.tokens);
  const gateway = config.eventsGatewayUrl === undefined ? undefined : eventsGatewayAt(config.eventsGatewayUrl);
  const { server } = createServer({
    deps,
    feeds: eventFeeds(gateway),
    verify,
    limiter: createRateLimiter(config.limits, limiting),
    calls,
    metrics,
    officialPlugin: config.officialPlugin ?? false,
    logLevel: config.logLevel,
    ...(config.edge !== undefined && { edge: config.edge }),
    readiness: { store: opened.check, tokenIssuer: verify.checkKeys },
  });
  shutdownOf(server).signal.addEventListener('abort', () => gateway?.endWaits());
  const pairs = startDuplicatePairsWorker({
    store: () => opened.store,
    onError: (error) => server.log.warn({ err: error }, 'pairs of duplicates could not be determined; trying again'),
  });
  if (config.store === 'memory')
    server.log.warn('in-memory store: nothing is kept and no events are published. Set MONGODB_URI to a replica set');
  return {
    server,
    check: opened.check,
    counts,
    release: async () => {
      await pairs.stop();
      await sync?.close();
      await gateway?.close();
      await opened.close();
    },
    perform: (named: NamedOperation, input: unknown, call: CallContext) =>
      observed({ calls, operation: named.name, caller: call.caller }, () => performed({ named, input, call, deps })),
  };
}
