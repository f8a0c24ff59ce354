import { join } from 'node:path';
import { startMongo } from '../mongo/start-mongo.js';
import { startNats } from '../nats/start-nats.js';
import type { Environment } from '../process/guarded-process.js';
import type { RunningServer } from '../running-server.js';
import { startTokenIssuer, type TokenIssuer } from '../tokens/token-issuer.js';
import {
  adapterEnvironment,
  allInOneEnvironment,
  consoleEnvironment,
  gatewayEnvironment,
  publisherEnvironment,
  retentionEnvironment,
  type Surroundings,
  serviceEnvironment,
} from './app-environments.js';
import { appOfDebugger, type RunningApp, startApp, whenReady, writeEnvironment } from './app-process.js';
import type { PortFor } from './ports.js';
import type { ToStop } from './to-stop.js';

export type StackOptions = {
  dataDir: string;
  database: string;
  env: Environment;
  /** Restarts an app when its compiled files change. */
  watch?: boolean;
  /** The app that a debugger starts instead. */
  without?: string | undefined;
  portFor: PortFor;
  log(line: string): void;
  /** Takes in whatever is started, also when the start is broken off half-way. */
  toStop: ToStop;
};

export type Stack = {
  mongo: RunningServer;
  nats: RunningServer;
  issuer: TokenIssuer;
  service: RunningApp;
  adapter: RunningApp;
  /** Only where there are both a MongoDB and a NATS server. */
  publisher: RunningApp | undefined;
  /** Only where there is a publisher. */
  gateway: RunningApp | undefined;
  console: RunningApp;
  /** Only where there is a MongoDB server. */
  retention: RunningApp | undefined;
  logFolder: string;
  /** Resolves, to what happened, when something has ended that should be running. */
  failed: Promise<string>;
};

/** Starts the servers, the token issuer and the apps, and waits until all are ready. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const consolePort = await options.portFor('console');
  const consoleOrigins = ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${consolePort}`);
  const [mongo, nats, issuer] = await startServers(options, consoleOrigins);
  const surroundings = { env: options.env, database: options.database, mongo, issuer, consoleOrigins };
  const apps = await startApps({ surroundings, consolePort }, nats, options);
  const running = [apps.service, apps.adapter, apps.publisher, apps.gateway, apps.retention, apps.console].filter(
    (app) => app !== undefined,
  );
  await whenReady(apps.service);
  await Promise.all(running.map(whenReady));
  const failed = Promise.race([...running.map((app) => app.ended), ...[mongo, nats].map((server) => endOf(server))]);
  return { mongo, nats, issuer, ...apps, logFolder: logFolder(options), failed };
}

async function startServers(options: StackOptions, consoleOrigins: readonly string[]) {
  const { dataDir, portFor, toStop, env, log } = options;
  const keyFile = join(dataDir, 'keys.json');
  const issuer = await startTokenIssuer({ port: await portFor('token issuer'), keyFile, consoleOrigins });
  toStop.add(issuer.close);
  const shared = { env, log, allowNone: true };
  const servers = await Promise.all([
    startMongo({
      ...shared,
      dataDir: join(dataDir, 'mongo'),
      port: await portUnless(env['MONGODB_URI'], 'MongoDB'),
    }).then(taken),
    startNats({ ...shared, dataDir: join(dataDir, 'nats'), port: await portUnless(env['NATS_URL'], 'NATS') }).then(
      taken,
    ),
  ]);
  return [...servers, issuer] as const;

  function taken(server: RunningServer): RunningServer {
    toStop.add(server.stop);
    return server;
  }

  /** A server that is given needs no port here. */
  async function portUnless(given: string | undefined, server: 'MongoDB' | 'NATS'): Promise<number> {
    return given ? 0 : portFor(server);
  }
}

type AppName =
  | 'profiles-service'
  | 'openapi-adapter'
  | 'nats-publisher'
  | 'events-gateway'
  | 'retention'
  | 'all-in-one'
  | 'console';
type Start = (name: AppName, env: Environment) => Promise<RunningApp>;
/** The port of the console is chosen before anything starts: the others are told its origin. */
type Around = { surroundings: Surroundings; consolePort: number };

async function startApps({ surroundings, consolePort }: Around, nats: RunningServer, options: StackOptions) {
  const portOf = async (name: AppName) => {
    if (name === 'console') return consolePort;
    return options.portFor(name === 'all-in-one' ? 'openapi-adapter' : name);
  };
  const start: Start = async (name, env) => {
    options.toStop.refuseIfStopping();
    const port = await portOf(name);
    const toStart = { name, port, env, logFolder: logFolder(options), watch: options.watch ?? false };
    await writeEnvironment(toStart, join(options.dataDir, 'env'), options.env);
    if (options.without === name) return appOfDebugger(toStart, options.log);
    const app = await startApp(toStart);
    options.toStop.add(app.stop);
    return app;
  };
  const publishes = surroundings.mongo.kind !== 'none' && nats.kind !== 'none';
  if (options.env['ALL_IN_ONE'] === 'true') {
    const { portFor } = options;
    const ports = {
      service: await portFor('profiles-service'),
      publisher: await portFor('nats-publisher'),
      gateway: await portFor('events-gateway'),
    };
    const broker = publishes ? nats : undefined;
    const adapter = await start('all-in-one', allInOneEnvironment({ ...surroundings, nats: broker }, ports));
    // One process, at four addresses.
    const at = (port: number): RunningApp => ({ ...adapter, url: `http://127.0.0.1:${port}` });
    const service = at(ports.service);
    const purging = await startRetention(surroundings, start);
    return {
      adapter,
      service,
      console: await start('console', consoleEnvironment(surroundings, service.url)),
      publisher: publishes ? at(ports.publisher) : undefined,
      gateway: publishes ? at(ports.gateway) : undefined,
      ...purging,
    };
  }
  const gateway = publishes ? await start('events-gateway', gatewayEnvironment(surroundings, nats)) : undefined;
  const behind: Environment = gateway === undefined ? {} : { EVENTS_GATEWAY_URL: gateway.url };
  const service = await start('profiles-service', { ...serviceEnvironment(surroundings), ...behind });
  const publisher = publishes ? await start('nats-publisher', publisherEnvironment(surroundings, nats)) : undefined;
  const purging = await startRetention(surroundings, start);
  // Last, so that it is stopped first: no request comes in that the service could not finish.
  const adapter = await start('openapi-adapter', { ...adapterEnvironment(surroundings, service.url), ...behind });
  const console = await start('console', consoleEnvironment(surroundings, service.url));
  return { service, publisher, gateway, adapter, console, ...purging };
}

async function startRetention(surroundings: Surroundings, start: Start) {
  const purges = surroundings.mongo.kind !== 'none';
  return { retention: purges ? await start('retention', retentionEnvironment(surroundings)) : undefined };
}

async function endOf({ kind, ended }: RunningServer): Promise<string> {
  // The process of a server that was not started here is unknown, so its end cannot be observed.
  if (ended === undefined) return new Promise<string>(() => {});
  await ended;
  return `${kind} has ended by itself.`;
}

function logFolder({ dataDir }: StackOptions): string {
  return join(dataDir, 'logs');
}
