import { type Db, MongoClient } from 'mongodb';

export interface MongoSettings {
  readonly uri: string;
  readonly database: string;
  /** Shown in the server's logs. */
  readonly appName: string;
  readonly maxPoolSize?: number;
}

export interface MongoConnection {
  readonly client: MongoClient;
  readonly db: Db;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Connects lazily: the first command waits for the database, at most five seconds. */
export function openMongo(settings: MongoSettings): MongoConnection {
  const client = new MongoClient(settings.uri, {
    appName: settings.appName,
    maxPoolSize: settings.maxPoolSize ?? 50,
    serverSelectionTimeoutMS: 5_000,
    connectTimeoutMS: 5_000,
    socketTimeoutMS: 30_000,
    waitQueueTimeoutMS: 10_000,
    ignoreUndefined: true,
    readConcernLevel: 'majority',
    writeConcern: { w: 'majority' },
  });
  const db = client.db(settings.database);
  return {
    client,
    db,
    async ping() {
      await db.command({ ping: 1 }, { timeoutMS: 2_000 });
    },
    close: () => client.close(),
  };
}
