import {
  type CallContext,
  type Dependencies,
  type ProfileStore,
  runOperation,
  type Settings,
} from '@profiles/application';
import type { NamedOperation } from '@profiles/contracts';
import { createMemoryStore } from '@profiles/memory-store';
import { createMongoStore, ensureIndexes, type MongoSettings, openMongo } from '@profiles/mongo-store';
import {
  createLoginThrottle,
  createRateLimiter,
  createTokenVerifier,
  type EdgeSettings,
  type LoginThrottleLimits,
  type RateLimits,
  systemClock,
  systemIds,
  type TokenSettings,
} from '@profiles/service-kit';
import { argon2Passwords } from './passwords.js';
import { createServer } from './server.js';

export interface ServiceConfig {
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  /** Time between becoming unready and closing, in milliseconds. @defaultValue 0 */
  readonly drainMillis?: number | undefined;
  readonly store: 'memory' | Omit<MongoSettings, 'appName'>;
  readonly tokens: TokenSettings;
  readonly settings: Settings;
  readonly limits: RateLimits;
  readonly loginThrottleLimits: LoginThrottleLimits;
  readonly edge?: EdgeSettings;
  /** Serves with tRPC's own Fastify plugin. @defaultValue false */
  readonly officialPlugin?: boolean;
}

/** A store with its life cycle. */
interface OpenStore {
  readonly store: ProfileStore;
  /** Rejects while the store cannot serve. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Composes the service: a store from the config, use cases from the store and the system, a server from the use cases. */
export function compose(config: ServiceConfig) {
  const { store, check, close } = config.store === 'memory' ? openMemoryStore() : openMongoStore(config.store);
  const deps: Dependencies = {
    store,
    clock: systemClock,
    ids: systemIds,
    passwords: argon2Passwords,
    loginThrottle: createLoginThrottle(config.loginThrottleLimits),
    settings: config.settings,
  };
  const verify = createTokenVerifier(config.tokens);
  const { server } = createServer({
    deps,
    verify,
    limiter: createRateLimiter(config.limits),
    officialPlugin: config.officialPlugin ?? false,
    logLevel: config.logLevel,
    ...(config.edge !== undefined && { edge: config.edge }),
    readiness: { store: check, tokenIssuer: verify.checkKeys },
  });
  if (config.store === 'memory')
    server.log.warn('in-memory store: nothing is kept and no events are published. Set MONGODB_URI to a replica set');
  return {
    ...{ server, release: close, check },
    perform: (named: NamedOperation, input: unknown, call: CallContext) =>
      runOperation(named.operation, input, { call, deps }),
  };
}

function openMemoryStore(): OpenStore {
  return { store: createMemoryStore(), check: async () => {}, close: async () => {} };
}

/** The database need not be reachable yet: the service starts unready and creates the indexes later. */
function openMongoStore(settings: Omit<MongoSettings, 'appName'>): OpenStore {
  const connection = openMongo({ ...settings, appName: 'profiles-service' });
  let indexes: Promise<void> | undefined;
  const indexed = () => {
    indexes ??= ensureIndexes(connection.db).catch((error: unknown) => {
      indexes = undefined;
      throw error;
    });
    return indexes;
  };
  const store = createMongoStore(connection);
  return {
    store: onceReady(store, indexed),
    async check() {
      await connection.ping();
      await indexed();
    },
    async close() {
      await store.accessLog.flush();
      await connection.close();
    },
  };
}

/** Lets no write happen before the unique indexes exist: they reject values that are taken. */
function onceReady(store: ProfileStore, ready: () => Promise<void>): ProfileStore {
  return {
    ...store,
    async commit(commit) {
      await ready();
      await store.commit(commit);
    },
  };
}
