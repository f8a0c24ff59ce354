import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { type CustomerChangedEvent, EVENT_STREAM } from '@profiles/contracts';
import {
  freePort,
  type GuardedProcess,
  type RunningServer,
  startGuarded,
  startMongo,
  startNats,
  startTokenIssuer,
} from '@profiles/devstack';
import { openMongo } from '@profiles/mongo-store';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const DATABASE = 'crash';

type App = 'profiles-service' | 'openapi-adapter' | 'nats-publisher' | 'events-gateway';

/** The processes that can be killed. */
export type Victim = App | 'mongodb' | 'nats';

interface CrashWorldOptions {
  readonly logLevel?: string;
  /** The permissions of its tokens; by default the ordinary ones. */
  readonly permissions?: readonly string[];
  /** More settings of the profiles service. */
  readonly serviceEnv?: Readonly<Record<string, string>>;
  /** Starts the events gateway too, with these settings. Absent: there is none. */
  readonly gatewayEnv?: Readonly<Record<string, string>>;
}

/** The whole system as separate processes on servers of its own, each of which can be killed at any moment. */
export interface CrashWorld {
  readonly restUrl: string;
  readonly serviceUrl: string;
  token(organisationId: number): Promise<string>;
  /** kill -9, then a new start on the same port and the same data. */
  crash(victim: Victim): Promise<void>;
  /** Every row of the outbox. */
  outbox(): Promise<{ id: string; customerNumber: number; revision: number; pending: boolean }[]>;
  /** The documents of the profiles. */
  profiles(): Promise<Record<string, unknown>[]>;
  /** The number of profiles of an organisation. */
  countProfiles(organisationId: number): Promise<number>;
  /** The revision of every profile. */
  revisions(): Promise<Map<number, number>>;
  /** Every document of every collection, as text. */
  dump(): Promise<string>;
  /** All that the apps have logged. */
  logs(): Promise<string>;
  /** Where the servers keep their files. */
  readonly dataDir: string;
  readonly store: { readonly MONGODB_URI: string; readonly MONGODB_DATABASE: string };
  /** Every message of the stream, in its order. */
  stream(): Promise<CustomerChangedEvent[]>;
  close(): Promise<void>;
}

export async function createCrashWorld({
  logLevel = 'error',
  permissions,
  serviceEnv = {},
  gatewayEnv,
}: CrashWorldOptions = {}): Promise<CrashWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'profiles-crash-'));
  const issuer = await startTokenIssuer({});
  const ports = {
    mongodb: await freePort(),
    nats: await freePort(),
    service: await freePort(),
    adapter: await freePort(),
    publisher: await freePort(),
    gateway: await freePort(),
  };
  // Servers of its own: the shared ones must not be killed.
  const env = { ...process.env, MONGODB_URI: undefined, NATS_URL: undefined };
  const serverOptions = (port: number) => ({ dataDir, port, env, log: () => undefined, allowNone: false });
  const servers: { mongodb: RunningServer; nats: RunningServer } = {
    mongodb: await startMongo(serverOptions(ports.mongodb)),
    nats: await startNats(serverOptions(ports.nats)),
  };
  const auth = { AUTH_JWKS_URL: issuer.jwksUrl, AUTH_ISSUER: issuer.issuer, AUTH_AUDIENCE: issuer.audience };
  const store = { MONGODB_URI: servers.mongodb.uri, MONGODB_DATABASE: DATABASE };
  const common = { ...auth, RATE_LIMIT_PER_MINUTE: '1000000' };
  const behind = gatewayEnv && { EVENTS_GATEWAY_URL: `http://127.0.0.1:${ports.gateway}` };
  const environments: Partial<Record<App, Record<string, string>>> = {
    'profiles-service': {
      ...common,
      ...store,
      ...behind,
      ...serviceEnv,
      PORT: String(ports.service),
    },
    'openapi-adapter': {
      ...common,
      ...behind,
      PORT: String(ports.adapter),
      PROFILES_SERVICE_URL: `http://127.0.0.1:${ports.service}`,
    },
    'nats-publisher': { ...store, NATS_URL: servers.nats.uri, PORT: String(ports.publisher) },
    ...(gatewayEnv && {
      'events-gateway': {
        ...{ ...common, ...store, NATS_URL: servers.nats.uri, PORT: String(ports.gateway) },
        ...gatewayEnv,
      },
    }),
  };
  const apps = new Map<App, GuardedProcess>();

  async function start(app: App): Promise<void> {
    const { PORT, ...settings } = environments[app] ?? {};
    const guarded = await startGuarded({
      name: app,
      command: process.execPath,
      args: [join(ROOT, 'apps', app, 'dist', 'main.js')],
      env: { PATH: process.env['PATH'], LOG_LEVEL: logLevel, ...settings, PORT },
      logFile: join(dataDir, `${app}.log`),
    });
    apps.set(app, guarded);
    await until(() => answers(`http://127.0.0.1:${PORT}/healthz`));
  }

  await Promise.all((Object.keys(environments) as App[]).map(start));
  await until(() => answers(`http://127.0.0.1:${ports.service}/readyz`));
  const { db, close } = openMongo({ uri: servers.mongodb.uri, database: DATABASE, appName: 'crash-test' });

  /**
   * Ends the transactions that a killed service left open, which hold their documents. MongoDB ends them after
   * `transactionLifetimeLimitSeconds`, five in our deployment (docs/operating/runbook.md). The stand-in has no such setting: it ends
   * them after a minute, and only when another transaction begins (findings/secantusdb-ends-dead-transactions-lazily.sh).
   */
  async function endTransactionsOfTheDead(): Promise<void> {
    await db.admin().command({ killAllSessions: [] });
  }

  return {
    restUrl: `http://127.0.0.1:${ports.adapter}/customers/v2`,
    serviceUrl: `http://127.0.0.1:${ports.service}`,
    token: (organisationId) => issuer.mint({ organisationId, expiresIn: '1h', ...(permissions && { permissions }) }),
    dataDir,
    store,
    async crash(victim) {
      if (victim === 'mongodb' || victim === 'nats') {
        servers[victim].kill?.();
        await servers[victim].stop();
        servers[victim] = await (victim === 'nats' ? startNats : startMongo)(serverOptions(ports[victim]));
        return;
      }
      const app = apps.get(victim);
      app?.kill('SIGKILL');
      await app?.exited;
      if (victim === 'profiles-service') await endTransactionsOfTheDead();
      await start(victim);
    },
    async dump() {
      const collections = await db.collections();
      const documents = await Promise.all(collections.map((collection) => collection.find().toArray()));
      return documents
        .map((found, index) => `${collections[index]?.collectionName} ${JSON.stringify(found)}`)
        .join('\n');
    },
    async logs() {
      const files = Object.keys(environments).map((app) => readFile(join(dataDir, `${app}.log`), 'utf8'));
      return (await Promise.all(files)).join('\n');
    },
    async outbox() {
      const rows = await db.collection('outbox').find().toArray();
      return rows.map((row) => ({
        id: String(row._id),
        customerNumber: Number(row['customerNumber']),
        revision: Number(row['revision']),
        pending: row['pending'] === true,
      }));
    },
    profiles: () => db.collection('profiles').find().toArray(),
    countProfiles: (organisationId) => db.collection('profiles').countDocuments({ organisationId }),
    async revisions() {
      const profiles = await db
        .collection('profiles')
        .find({}, { projection: { revision: 1 } })
        .toArray();
      return new Map(profiles.map((profile) => [Number(profile._id), Number(profile['revision'])]));
    },
    stream: () => readStream(servers.nats.uri),
    async close() {
      await close();
      await Promise.all([...apps.values()].map((app) => app.stop()));
      await Promise.all([servers.mongodb.stop(), servers.nats.stop(), issuer.close()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** All events in the stream of a broker, in their order. */
export async function readStream(uri: string): Promise<CustomerChangedEvent[]> {
  const connection = await connect({ servers: uri });
  try {
    const manager = await jetstreamManager(connection);
    const { state } = await manager.streams.info(EVENT_STREAM);
    const consumer = await jetstream(connection).consumers.get(EVENT_STREAM);
    const events: CustomerChangedEvent[] = [];
    if (state.messages === 0) return events;
    const messages = await consumer.consume({ max_messages: 1000 });
    for await (const message of messages) {
      events.push(message.json<CustomerChangedEvent>());
      if (message.seq >= state.last_seq) break;
    }
    return events;
  } finally {
    await connection.close();
  }
}

/** Asks again until it is so. */
export async function until(condition: () => Promise<boolean>, seconds = 90): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not so after ${seconds} s.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
