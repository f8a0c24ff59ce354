import { setTimeout } from 'node:timers/promises';
import { type Db, MongoClient, ReadConcern } from 'mongodb';
import { databaseClock } from './database-clock.js';
import { requireSupportedServer } from './server-version.js';

const RETRY_MILLIS = 500;
/** The longest time that a readiness check waits, in milliseconds: `/readyz` responds within three seconds. */
const PING_MILLIS = 2_000;

export interface MongoSettings {
  readonly uri: string;
  readonly database: string;
  /** Shown in the server's logs. */
  readonly appName: string;
  /** The maximum number of connections. @defaultValue 50 */
  readonly maxPoolSize?: number;
  /** Absent when they stand in the URI. */
  readonly credentials?: { readonly username: string; readonly password: string } | undefined;
  /** The path of the CA certificates to trust. When it is set, connections are made over TLS only. */
  readonly caFile?: string | undefined;
}

export interface MongoConnection {
  readonly client: MongoClient;
  readonly db: Db;
  /** Resolves at the first response of the database, or at the close. */
  readonly connected: Promise<void>;
  /** The time on the clock of the database server, in milliseconds since 1970. See {@link databaseClock}. */
  now(): number;
  /** Whether the database is a sharded cluster. False until the first heartbeat of a `mongos`. */
  isSharded(): boolean;
  /**
   * Rejects when the database does not respond within two seconds, and with {@link UnsupportedServerError} when its version is
   * not supported.
   */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Connects in the background, for as long as it takes. A command waits at most five seconds for a connection. */
export function openMongo(settings: MongoSettings): MongoConnection {
  const client = new MongoClient(settings.uri, {
    appName: settings.appName,
    maxPoolSize: settings.maxPoolSize ?? 50,
    ...(settings.credentials !== undefined && { auth: settings.credentials }),
    // `npm run database-users` creates each user in the database that it is for.
    ...(settings.credentials !== undefined &&
      !/[?&]authSource=/.test(settings.uri) && { authSource: settings.database }),
    ...(settings.caFile !== undefined && { tls: true, tlsCAFile: settings.caFile }),
    serverSelectionTimeoutMS: 5_000,
    connectTimeoutMS: 5_000,
    socketTimeoutMS: 30_000,
    waitQueueTimeoutMS: 10_000,
    ignoreUndefined: true,
    // This driver wrote the data as valid UTF-8. Checking it again would cost every read.
    enableUtf8Validation: false,
    writeConcern: { w: 'majority' },
  });
  // Not of the client: it would be the read concern of every transaction, too (see `inTransaction`).
  const db = client.db(settings.database, { readConcern: new ReadConcern('majority') });
  const now = databaseClock(client);
  let isSharded = false;
  client.on('serverHeartbeatSucceeded', ({ reply }) => {
    if ((reply as { msg?: unknown }).msg === 'isdbgrid') isSharded = true;
  });
  const closing = new AbortController();
  let supported: Promise<void> | undefined;
  const checkVersion = () => {
    supported ??= requireSupportedServer(db).catch((error: unknown) => {
      supported = undefined;
      throw error;
    });
    return supported;
  };
  const connected = connect(client, closing.signal);
  return {
    client,
    db,
    connected,
    now,
    isSharded: () => isSharded,
    async ping() {
      // `timeoutMS` has had no effect since 7.8.0 of the driver.
      await db.command({ ping: 1 }, { signal: AbortSignal.timeout(PING_MILLIS) });
      await checkVersion();
    },
    async close() {
      closing.abort();
      await client.close();
      await connected;
    },
  };
}

/**
 * A client whose first attempt to connect fails refuses every later command. So the attempt is repeated until one
 * succeeds; from then on the driver reconnects by itself.
 */
async function connect(client: MongoClient, closing: AbortSignal): Promise<void> {
  while (!closing.aborted) {
    try {
      await client.connect();
      return;
    } catch {
      // The commands that fail in the meantime and the readiness check report the error.
      await setTimeout(RETRY_MILLIS, undefined, { signal: closing }).catch(() => undefined);
    }
  }
}
