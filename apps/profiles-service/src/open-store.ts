import type { ProfileStore } from '@profiles/application';
import { createMemoryStore } from '@profiles/memory-store';
import {
  createMongoStore,
  ensureIndexes,
  openMongo,
  sharedCounts,
  UnsupportedServerError,
} from '@profiles/mongo-store';
import {
  type MongoEnvironment,
  type PoolMetrics,
  type SecretReload,
  type SharedCounts,
  watchedFile,
} from '@profiles/service-kit';
import type { FastifyBaseLogger } from 'fastify';

/** A store with its life cycle. */
export interface OpenStore {
  /** The store to use for the next call. It changes when the credentials of the database are renewed. */
  readonly store: ProfileStore;
  /** Where the processes add up what they count. Absent: there is one process only. */
  readonly counts?: SharedCounts;
  /** Rejects while the store cannot serve. */
  check(): Promise<void>;
  close(): Promise<void>;
}

type Log = Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>;

/** The observers of an open store. */
interface Reporting {
  readonly log: () => Log;
  readonly pool: PoolMetrics;
}

/** A store whose calls may still run after it was replaced is closed after this time: no call takes longer, in milliseconds. */
const CALLS_END_MILLIS = 35_000;

/** Opens the store of the settings. The database need not be reachable yet. */
export function openStore(settings: 'memory' | MongoEnvironment, reporting: Reporting): OpenStore {
  if (settings === 'memory') return { store: createMemoryStore(), check: async () => {}, close: async () => {} };
  if (settings.reload === undefined) return openMongoStore(settings, reporting);
  return openReloadedStore(settings, settings.reload, reporting);
}

/** A store in MongoDB, which all processes of an installation share. */
type MongoStore = OpenStore & Required<Pick<OpenStore, 'counts'>>;

/** Creates the indexes as soon as the database is reachable; until then the store is not ready. */
function openMongoStore(settings: MongoEnvironment, { log, pool }: Reporting): MongoStore {
  const connection = openMongo({ ...settings, appName: 'profiles-service' });
  pool.observe(connection.client);
  void connection.connected.then(() => connection.ping()).catch((error: unknown) => reportUnsupported(error, log));
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
    counts: sharedCounts(connection),
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

/** Readiness reports every failure of the database by its class. A version that is not supported needs a person. */
function reportUnsupported(error: unknown, log: () => Log): void {
  if (error instanceof UnsupportedServerError) log().error({ err: error }, error.message);
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

/**
 * Opens the database anew when the file of its password or of its trusted certificates changes. The driver reads both
 * once per client, so a new client replaces the one before, after it has proven to work; calls in progress finish on
 * theirs.
 */
function openReloadedStore(
  settings: MongoEnvironment,
  { files, reread }: SecretReload,
  reporting: Reporting,
): OpenStore {
  const { log } = reporting;
  let current = openMongoStore(settings, reporting);
  const replaced = new Map<OpenStore, NodeJS.Timeout>();
  let reloading: Promise<void> = Promise.resolve();

  const retire = (store: OpenStore) => {
    const timer = setTimeout(() => {
      replaced.delete(store);
      void store.close().catch(() => undefined);
    }, CALLS_END_MILLIS);
    replaced.set(store, timer.unref());
  };
  async function reload(): Promise<void> {
    let next: MongoStore | undefined;
    try {
      next = openMongoStore(reread(), reporting);
      await next.check();
      retire(current);
      current = next;
      log().info('the credentials of the database were reloaded');
    } catch (err) {
      log().warn(
        { err },
        'the new credentials of the database do not work, the ones before stay in use: check the files of MONGODB_PASSWORD_FILE and MONGODB_CA_FILE',
      );
      await next?.close().catch(() => undefined);
    }
  }
  const stops = files.map((path) =>
    watchedFile(path, () => {
      // One after the other, so that the last change wins.
      reloading = reloading.then(reload);
    }),
  );
  return {
    get store() {
      return current.store;
    },
    counts: {
      add: (uses) => current.counts.add(uses),
      announce: (process) => current.counts.announce(process),
    },
    check: () => current.check(),
    async close() {
      for (const stop of stops) stop();
      await reloading;
      for (const timer of replaced.values()) clearTimeout(timer);
      await Promise.all([current, ...replaced.keys()].map((store) => store.close()));
    },
  };
}
