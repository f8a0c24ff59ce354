import { randomUUID } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { startAllInOne } from '@profiles/all-in-one';
import type { CustomerChangedData } from '@profiles/contracts';
import { startTokenIssuer, type TokenIssuer } from '@profiles/devstack';
import { startEventsGateway } from '@profiles/events-gateway';
import { openMongo } from '@profiles/mongo-store';
import { startPublisher } from '@profiles/nats-publisher';
import { type AdapterConfig, startOpenApiAdapter } from '@profiles/openapi-adapter';
import { type ServiceConfig, startProfilesService } from '@profiles/profiles-service';
import { TEST_SETTINGS } from '@profiles/testkit';
import { respondsOk } from './app-process.js';
import { until } from './crash-world.js';

/** URI of the database server of this run, or undefined without one: see global-setup.ts. */
export const MONGODB_URI = process.env['MONGODB_URI'];

/** URL of the broker of this run, or undefined without one. */
export const NATS_URL = process.env['NATS_URL'];

/** A listening service and adapter with a database of their own. */
export interface Stack {
  readonly serviceUrl: string;
  readonly adapterUrl: string;
  readonly jwksUrl: string;
  readonly issuer: Pick<TokenIssuer, 'mint' | 'url'>;
  token(caller: StackCaller): Promise<string>;
  /** The committed events of a customer, in order. */
  events(customerNumber: number): Promise<CustomerChangedData[]>;
  /** The documents of a collection. */
  documents(collection: string): Promise<Record<string, unknown>[]>;
  /** Shuts the apps down gracefully, as a signal would. */
  closeApps(): Promise<void>;
  close(): Promise<void>;
}

export interface StackCaller {
  readonly organisationId: number;
  readonly permissions?: readonly string[];
  readonly clientId?: string;
  readonly claims?: Record<string, unknown>;
  readonly expiresIn?: string;
}

interface StackOptions {
  readonly database?: string;
  readonly uri?: string | undefined;
  readonly serviceConfig?: Partial<ServiceConfig>;
  readonly adapterConfig?: Partial<AdapterConfig>;
  /** Starts service and adapter in one process. @defaultValue false */
  readonly allInOne?: boolean;
  /**
   * Starts a publisher and an events gateway too: `true` with a stream of their own on the broker of this run, where there is
   * one; otherwise on the given broker, with the stream of the contract.
   * @defaultValue false
   */
  readonly events?: boolean | EventBroker;
  /** Origins of the console: people may sign in there, and its pages may call the service. @defaultValue none */
  readonly consoleOrigins?: readonly string[];
  /** Resolves when service and adapter are ready, not when they listen. @defaultValue true */
  readonly waitsUntilReady?: boolean;
}

type NatsSettings = Parameters<typeof startPublisher>[0]['nats'];

/** The connections of publisher and gateway. */
interface EventBroker {
  readonly publisher: NatsSettings;
  readonly gateway: NatsSettings;
}

const READY_SECONDS = 60;
const UNLIMITED = { perMinute: 1_000_000, unidentifiedPerMinute: 1_000_000 };

/** Starts a service and an adapter, with a new database unless one is named. */
export async function startStack({
  database = `system_${randomUUID().slice(0, 8)}`,
  uri = MONGODB_URI,
  serviceConfig = {},
  adapterConfig = {},
  allInOne = false,
  events = false,
  consoleOrigins = [],
  waitsUntilReady = true,
}: StackOptions = {}): Promise<Stack> {
  if (uri === undefined) throw new Error('There is no MongoDB to test on.');
  const issuer = await startTokenIssuer({ consoleOrigins });
  const tokens = {
    jwksUrl: issuer.jwksUrl,
    issuer: issuer.issuer,
    audience: issuer.audience,
    organisationClaim: 'https://entur.io/organisationID',
    permissionsClaim: 'permissions',
    clientClaim: 'azp',
  };
  const common = { host: '127.0.0.1', port: 0, logLevel: 'error', tokens };
  const gateway = await startEvents(events, { common, uri, database });
  const eventsGatewayUrl = gateway?.url;
  const service = {
    ...common,
    eventsGatewayUrl,
    store: { uri, database },
    settings: TEST_SETTINGS,
    limits: UNLIMITED,
    loginThrottleLimits: { perCustomer: 1_000_000, perAddress: 1_000_000 },
    edge: { trustedProxies: [], maxConnections: 1_000, allowedOrigins: consoleOrigins },
    ...serviceConfig,
  } as const;
  const adapter = {
    ...common,
    eventsGatewayUrl,
    limits: { perMinute: 1_000_000, unidentifiedPerMinute: 60 },
    ...adapterConfig,
  };
  const apps = allInOne ? await startAllInOne({ service, adapter }) : await startApart(service, adapter);
  if (waitsUntilReady) await Promise.all([apps.serviceUrl, apps.url].map(ready));
  const { db, connected, close } = openMongo({ uri, database, appName: 'system-tests' });
  return {
    serviceUrl: apps.serviceUrl,
    adapterUrl: apps.url,
    jwksUrl: issuer.jwksUrl,
    issuer,
    token: (caller) => issuer.mint({ clientId: 'test-client', ...caller }),
    async events(customerNumber) {
      const rows = await db.collection('outbox').find({ customerNumber }).sort({ revision: 1 }).toArray();
      return rows.map((row) => row['data'] as CustomerChangedData);
    },
    documents: (collection) => db.collection(collection).find().toArray(),
    closeApps: apps.close,
    async close() {
      await apps.close();
      await gateway?.close();
      await issuer.close();
      await connected;
      await db.dropDatabase();
      await close();
    },
  };
}

type Common = Pick<ServiceConfig, 'host' | 'port' | 'logLevel' | 'tokens'>;

interface EventParts {
  readonly common: Common;
  readonly uri: string;
  readonly database: string;
}

/** A publisher and a gateway. A stream of their own has the name of the database. */
async function startEvents(events: boolean | EventBroker, { common, uri, database }: EventParts) {
  if (events === false || (events === true && NATS_URL === undefined)) return undefined;
  const nats = { servers: String(NATS_URL) };
  const own = events === true && { stream: { name: database, subjectPrefix: `${database}.v1` } };
  const broker = events === true ? { publisher: nats, gateway: nats } : events;
  const mongo = { uri, database };
  const publisher = await startPublisher({ ...common, ...own, nats: broker.publisher, mongo, backlogAlarmSeconds: 60 });
  const gateway = await startEventsGateway({ ...common, ...own, nats: broker.gateway, limits: UNLIMITED });
  await ready(gateway.url);
  return {
    url: gateway.url,
    async close() {
      await gateway.close();
      await publisher.close();
      if (own) await deleteStream(database);
    },
  };
}

/** Waits until an app is ready. On a loaded machine its first connection to a server may fail. */
const ready = (url: string) => until(() => respondsOk(`${url}/readyz`), READY_SECONDS);

async function deleteStream(name: string): Promise<void> {
  const broker = await connect({ servers: String(NATS_URL) });
  await (await jetstreamManager(broker)).streams.delete(name).catch(() => false);
  await broker.close();
}

async function startApart(serviceConfig: ServiceConfig, adapterConfig: Omit<AdapterConfig, 'service'>) {
  const service = await startProfilesService(serviceConfig);
  const adapter = await startOpenApiAdapter({ ...adapterConfig, service: service.url });
  return {
    ...{ url: adapter.url, serviceUrl: service.url },
    async close() {
      await service.close();
      await adapter.close();
    },
  };
}
