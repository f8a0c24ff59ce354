import { setTimeout } from 'node:timers/promises';
import { type Db, MongoClient } from 'mongodb';

const RETRY_MILLIS = 500;

export interface MongoSettings {
  readonly uri: string;
  readonly database: string;
  /** Shown in the server's logs. */
  readonly appName: string;
  readonly maxPoolSize?: number;
  /** Unless they stand in the URI. */
  readonly credentials?: { readonly username: string; readonly password: string } | undefined;
  /** The path of the certificates to trust. With it, connections are made over TLS only. */
  readonly caFile?: string | undefined;
}

export interface MongoConnection {
  readonly client: MongoClient;
  readonly db: Db;
  /** Resolves when the database has answered for the first time, or at the close. */
  readonly connected: Promise<void>;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Connects in the background, as long as it takes. A command waits for the database, at most five seconds. */
export function openMongo(settings: MongoSettings): MongoConnection {
  const client = new MongoClient(settings.uri, {
    appName: settings.appName,
    maxPoolSize: settings.maxPoolSize ?? 50,
    ...(settings.credentials !== undefined && { auth: settings.credentials }),
    // The users that `npm run database-users` makes live in the database they are for.
    ...(settings.credentials !== undefined &&
      !/[?&]authSource=/.test(settings.uri) && { authSource: settings.database }),
    ...(settings.caFile !== undefined && { tls: true, tlsCAFile: settings.caFile }),
    serverSelectionTimeoutMS: 5_000,
    connectTimeoutMS: 5_000,
    socketTimeoutMS: 30_000,
    waitQueueTimeoutMS: 10_000,
    ignoreUndefined: true,
    // What is read was written by this driver, which writes no other; looking at each character again costs every read.
    enableUtf8Validation: false,
    readConcernLevel: 'majority',
    writeConcern: { w: 'majority' },
  });
  const db = client.db(settings.database);
  const closing = new AbortController();
  const connected = connect(client, closing.signal);
  return {
    client,
    db,
    connected,
    async ping() {
      await db.command({ ping: 1 }, { timeoutMS: 2_000 });
    },
    async close() {
      closing.abort();
      await client.close();
      await connected;
    },
  };
}

/**
 * A client whose first attempt fails is closed for good: every later command would be refused, though the database is
 * back. So the attempt is repeated until one succeeds; from then on the driver reconnects by itself.
 */
async function connect(client: MongoClient, closing: AbortSignal): Promise<void> {
  while (!closing.aborted) {
    try {
      await client.connect();
      return;
    } catch {
      // What is wrong is told by the commands that fail meanwhile, and by the readiness check.
      await setTimeout(RETRY_MILLIS, undefined, { signal: closing }).catch(() => undefined);
    }
  }
}
