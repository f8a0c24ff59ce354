import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createProfilesClient, type ProfilesClient } from '@profiles/client';
import { freePort, type GuardedProcess, startGuarded, startTokenIssuer } from '@profiles/devstack';
import { openMongo } from '@profiles/mongo-store/outbox';
import type { Usage } from '../contenders/contender.js';
import { usageOfProcess } from '../process-usage.js';
import { untilReady } from '../until-ready.js';

const APPS = fileURLToPath(new URL('../../../../apps/', import.meta.url));
const UNLIMITED = '100000000';
const READY_MILLIS = 60_000;
const PERMISSIONS = ['customers-profile:les', 'customers-profile:admin'];

/** An app of the system. */
export type AppName = 'profiles-service' | 'nats-publisher' | 'events-gateway' | 'openapi-adapter';

/** The apps that events pass on their way to a caller, as processes of their own, on given servers. */
export interface EventSystem {
  /** The REST API. */
  readonly restUrl: string;
  readonly gatewayUrl: string;
  readonly store: { readonly mongoUri: string; readonly database: string };
  readonly db: ReturnType<typeof openMongo>['db'];
  /** Customer numbers that nothing else has: the first one of as many. */
  newCustomers(count: number): number;
  headersFor(organisationId: number): Promise<Record<string, string>>;
  webhooksOf(organisationId: number): Promise<ProfilesClient['webhooks']>;
  usageOf(app: AppName): Usage;
  /** The CPU time of the database so far, in microseconds. 0 for one that was not started here. */
  databaseCpu(): number;
  startGateway(): Promise<void>;
  stopGateway(): Promise<void>;
  /** Ends an app by `kill -9`. */
  kill(app: AppName): Promise<void>;
  /** Starts an app and does not wait for it: what it needs may be missing. */
  launch(app: AppName): Promise<void>;
  stop(): Promise<void>;
}

interface Servers {
  readonly mongoUri: string;
  /** The process of the database, if it was started here. */
  readonly mongoPid: number | undefined;
  readonly natsUrl: string;
  readonly dataDir: string;
  /** Whether the database is the stand-in for MongoDB. */
  readonly isStandIn: boolean;
  /** More settings of the gateway. */
  readonly gatewayEnv?: Readonly<Record<string, string>>;
}

/** Starts all of them, on an empty database. */
export async function startEventSystem(servers: Servers): Promise<EventSystem> {
  const { mongoUri, mongoPid, natsUrl, dataDir, isStandIn, gatewayEnv } = servers;
  const issuer = await startTokenIssuer({});
  const [service, publisher, gateway, adapter] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const urlOf = (port: number) => `http://127.0.0.1:${port}`;
  const database = 'bench_events';
  const store = { MONGODB_URI: mongoUri, MONGODB_DATABASE: database };
  const auth = {
    ...{ AUTH_JWKS_URL: issuer.jwksUrl, AUTH_ISSUER: issuer.issuer, AUTH_AUDIENCE: issuer.audience },
    ...{ RATE_LIMIT_PER_MINUTE: UNLIMITED, RATE_LIMIT_UNIDENTIFIED_PER_MINUTE: UNLIMITED },
  };
  const receiversHere = { WEBHOOK_ALLOW_PRIVATE: 'true' };
  const behind = { EVENTS_GATEWAY_URL: urlOf(gateway) };
  const settings: Record<AppName, Record<string, string>> = {
    'profiles-service': { ...auth, ...store, ...receiversHere, PORT: String(service) },
    'nats-publisher': { ...store, NATS_URL: natsUrl, PORT: String(publisher) },
    'events-gateway': {
      ...{ ...auth, ...store, ...receiversHere, ...gatewayEnv },
      ...{ NATS_URL: natsUrl, PORT: String(gateway) },
    },
    'openapi-adapter': { ...auth, ...behind, PROFILES_SERVICE_URL: urlOf(service), PORT: String(adapter) },
  };
  const running = new Map<AppName, GuardedProcess>();
  const launch = async (app: AppName) => {
    const { PORT = '', ...env } = settings[app];
    const profiles = process.env['BENCH_PROFILES'];
    const profiled = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${join(profiles, app)}`];
    const program = await startGuarded({
      ...{ name: app, command: process.execPath, args: [...profiled, join(APPS, app, 'dist/main.js')] },
      env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', ...env, PORT },
      logFile: join(dataDir, `${app}.log`),
    });
    running.set(app, program);
  };
  const start = async (app: AppName) => {
    await launch(app);
    await untilReady(urlOf(Number(settings[app]['PORT'])), { everyMillis: 50, maxMillis: READY_MILLIS });
  };
  const stopApp = async (app: AppName) => {
    await running.get(app)?.stop();
    running.delete(app);
  };
  const token = (organisationId: number) =>
    issuer.mint({ organisationId, permissions: PERMISSIONS, clientId: 'bench', expiresIn: '24h' });
  let nextCustomer = 1_000_000;
  const mongo = openMongo({ uri: mongoUri, database, appName: 'bench' });
  // In this order: the publisher makes the stream that the gateway waits for.
  for (const app of ['profiles-service', 'nats-publisher', 'events-gateway', 'openapi-adapter'] as const) {
    await start(app);
  }
  if (isStandIn) await addIndexForStandIn(mongo.db);
  return {
    restUrl: `${urlOf(adapter)}/customers/v2`,
    gatewayUrl: urlOf(gateway),
    store: { mongoUri, database },
    db: mongo.db,
    newCustomers: (count) => {
      nextCustomer += count;
      return nextCustomer - count;
    },
    headersFor: async (organisationId) => ({
      authorization: `Bearer ${await token(organisationId)}`,
      'et-client-name': 'acme-bench',
    }),
    webhooksOf: async (organisationId) =>
      createProfilesClient({ url: urlOf(service), token: await token(organisationId), clientName: 'acme-bench' })
        .webhooks,
    usageOf: (app) => usageOfProcess(running.get(app)?.pid ?? 0),
    databaseCpu: () => (mongoPid === undefined ? 0 : usageOfProcess(mongoPid).cpuMicros),
    startGateway: () => start('events-gateway'),
    stopGateway: () => stopApp('events-gateway'),
    launch,
    kill: async (app) => {
      running.get(app)?.kill('SIGKILL');
      await running.get(app)?.exited;
    },
    stop: async () => {
      for (const app of [...running.keys()].reverse()) await stopApp(app);
      await Promise.all([mongo.close(), issuer.close()]);
    },
  };
}

/**
 * The stand-in finds documents by a list of `_id` and further fields through an index that ends with `_id` alone, otherwise it looks
 * at all of an organisation: 1 ms for each result of a delivery. MongoDB uses the index of `_id`.
 */
async function addIndexForStandIn(db: EventSystem['db']): Promise<void> {
  await db.collection('webhookDeliveries').createIndex({ organisationId: 1, open: 1, attempts: 1, _id: 1 });
}
