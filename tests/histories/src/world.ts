import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Permission } from '@profiles/contracts';
import {
  freePort,
  type GuardedProcess,
  startGuarded,
  startMongo,
  startNats,
  startTokenIssuer,
} from '@profiles/devstack';
import { openMongo } from '@profiles/mongo-store';
import { readStream, until } from '@profiles/system-tests/crash-world';
import { type FaultyProxy, startFaultyProxy } from '@profiles/system-tests/faulty-proxy';

const MAIN = fileURLToPath(new URL('../../../apps/all-in-one/dist/main.js', import.meta.url));
const DATABASE = 'histories';

/** Two processes that each are the whole service, on a database and a broker that can be cut off. */
export interface World {
  readonly urls: readonly string[];
  readonly database: FaultyProxy;
  readonly broker: FaultyProxy;
  token(organisationId: number): Promise<string>;
  /** kill -9, then a new start. */
  crash(process: number): Promise<void>;
  /** SIGSTOP, and SIGCONT after a time. */
  suspend(process: number, millis: number): Promise<void>;
  /** kill -9 of the broker, then a new start on its data. */
  crashBroker(): Promise<void>;
  /** Waits until all processes serve, and all events are published. */
  quiet(): Promise<void>;
  /** The revisions in the stream, by customer. */
  published(): Promise<Map<number, number[]>>;
  close(): Promise<void>;
}

export async function startWorld(processes = 2): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'profiles-histories-'));
  const env = { ...process.env, MONGODB_URI: undefined, NATS_URL: undefined };
  const natsPort = await freePort();
  const options = (port: number) => ({ dataDir, port, env, log: () => undefined, allowNone: false });
  const mongoPort = await freePort();
  const mongo = await startMongo(options(mongoPort));
  let nats = await startNats(options(natsPort));
  const [database, broker] = await Promise.all([startFaultyProxy(mongoPort), startFaultyProxy(natsPort)]);
  const issuer = await startTokenIssuer({});
  const permissions = Object.values(Permission).filter((permission) => permission !== Permission.AllOrganisations);

  const instances: { readonly port: number; readonly env: Record<string, string>; process?: GuardedProcess }[] = [];
  for (let at = 0; at < processes; at += 1) {
    const port = await freePort();
    const ports = { SERVICE_PORT: await freePort(), PUBLISHER_PORT: await freePort(), GATEWAY_PORT: await freePort() };
    instances.push({
      port,
      env: {
        ...{ AUTH_JWKS_URL: issuer.jwksUrl, AUTH_ISSUER: issuer.issuer, AUTH_AUDIENCE: issuer.audience },
        MONGODB_URI: `mongodb://127.0.0.1:${database.port}/?directConnection=true`,
        ...{ MONGODB_DATABASE: DATABASE, NATS_URL: `nats://127.0.0.1:${broker.port}`, LOG_LEVEL: 'error' },
        ...{ RATE_LIMIT_PER_MINUTE: '1000000', PORT: String(port) },
        ...Object.fromEntries(Object.entries(ports).map(([name, number]) => [name, String(number)])),
      },
    });
  }

  async function start(at: number): Promise<void> {
    const instance = instances[at];
    if (instance === undefined) return;
    instance.process = await startGuarded({
      name: 'all-in-one',
      command: process.execPath,
      args: [MAIN],
      env: { PATH: process.env['PATH'], ...instance.env },
      logFile: join(dataDir, `all-in-one-${at}.log`),
    });
  }
  const isServing = async ({ port }: { readonly port: number }) =>
    fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  const serving = () => until(async () => (await Promise.all(instances.map(isServing))).every(Boolean));
  await Promise.all(instances.map((_, at) => start(at)));
  await serving();
  const own = openMongo({ uri: mongo.uri, database: DATABASE, appName: 'histories' });

  return {
    urls: instances.map(({ port }) => `http://127.0.0.1:${port}`),
    database,
    broker,
    token: (organisationId) => issuer.mint({ organisationId, permissions, expiresIn: '12h' }),
    async crash(at) {
      instances[at]?.process?.kill('SIGKILL');
      await instances[at]?.process?.exited;
      // The stand-in of the database ends the transactions of the dead late: see crash-world.
      await own.db.admin().command({ killAllSessions: [] });
      await start(at);
    },
    async suspend(at, millis) {
      instances[at]?.process?.kill('SIGSTOP');
      await new Promise((resolve) => setTimeout(resolve, millis));
      instances[at]?.process?.kill('SIGCONT');
    },
    async crashBroker() {
      nats.kill?.();
      await nats.stop();
      nats = await startNats(options(natsPort));
    },
    async quiet() {
      await serving();
      await until(async () => (await own.db.collection('outbox').countDocuments({ pending: true })) === 0);
    },
    async published() {
      const byCustomer = new Map<number, number[]>();
      for (const { data } of await readStream(nats.uri)) {
        byCustomer.set(data.customerNumber, [...(byCustomer.get(data.customerNumber) ?? []), data.revision]);
      }
      return byCustomer;
    },
    async close() {
      await own.close();
      await Promise.all(instances.map(({ process: running }) => running?.stop()));
      await Promise.all([database.close(), broker.close()]);
      await Promise.all([mongo.stop(), nats.stop(), issuer.close()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
