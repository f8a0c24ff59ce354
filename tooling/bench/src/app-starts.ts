import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, startNats } from '@profiles/devstack';
import type { Surroundings } from './contenders/contender.js';
import { onAllCores } from './cores.js';
import { untilReady } from './until-ready.js';

/** How one app started: from the command to the first `/readyz` that says so. */
export interface AppStart {
  readonly app: string;
  readonly readyMillis: number;
  /** The memory after a while without work; measured in the last round only. */
  readonly idleMiB?: number;
}

interface Plan {
  readonly dataDir: string;
  readonly rounds: number;
  /** Whether to look, in the last round, at what the apps hold when nothing has happened for a while. */
  readonly staysIdle: boolean;
}

interface App {
  readonly app: string;
  readonly env: Readonly<Record<string, string>>;
}

/** After so long the garbage of the start has been collected and its memory given back. */
const IDLE_MILLIS = 30_000;
const MAX_MILLIS = 30_000;

/**
 * Starts one app after the other as production does, `node apps/<name>/dist/main.js`, from the environment alone. Those
 * that were started before have nothing to do meanwhile, but that the adapter asks the service whether it is ready.
 */
export async function measureStarts(
  { mongoUri, database, tokens }: Surroundings,
  { dataDir, rounds, staysIdle }: Plan,
): Promise<AppStart[]> {
  const nats = await startNats({ dataDir, env: process.env, log: () => undefined, allowNone: true });
  const service = { PORT: String(await freePort()) };
  const store = { MONGODB_URI: mongoUri, MONGODB_DATABASE: database };
  const auth = { AUTH_JWKS_URL: tokens.jwksUrl, AUTH_ISSUER: tokens.issuer, AUTH_AUDIENCE: tokens.audience };
  const aPort = async () => ({ PORT: String(await freePort()) });
  const publishing = nats.kind === 'none' ? undefined : { NATS_URL: nats.uri };
  const apps: App[] = [
    { app: 'profiles-service', env: { ...service, ...store, ...auth } },
    {
      app: 'openapi-adapter',
      env: { ...(await aPort()), ...auth, PROFILES_SERVICE_URL: `http://127.0.0.1:${service.PORT}` },
    },
    ...(publishing ? [{ app: 'nats-publisher', env: { ...(await aPort()), ...store, ...publishing } }] : []),
  ];
  const ports = {
    ...{ SERVICE_PORT: String(await freePort()), PUBLISHER_PORT: String(await freePort()) },
    GATEWAY_PORT: String(await freePort()),
  };
  apps.push({ app: 'all-in-one', env: { ...(await aPort()), ...ports, ...store, ...auth, ...publishing } });
  try {
    const starts: AppStart[] = [];
    for (let round = 1; round <= rounds; round++) {
      starts.push(...(await startedInTurn(apps, staysIdle && round === rounds)));
    }
    return starts;
  } finally {
    await nats.stop();
  }
}

/** Starts apps one after the other, and ends them when all have been looked at. */
async function startedInTurn(apps: readonly App[], staysIdle: boolean): Promise<AppStart[]> {
  const children: ReturnType<typeof launch>[] = [];
  try {
    const starts: AppStart[] = [];
    for (const app of apps) {
      const startedAt = performance.now();
      children.push(launch(app));
      await untilReady(`http://127.0.0.1:${app.env['PORT']}`, { everyMillis: 5, maxMillis: MAX_MILLIS });
      starts.push({ app: app.app, readyMillis: performance.now() - startedAt });
    }
    if (!staysIdle) return starts;
    await setTimeout(IDLE_MILLIS);
    return starts.map((start, n) => ({ ...start, idleMiB: residentMiB(children[n]?.pid) }));
  } finally {
    for (const child of children.reverse()) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
  }
}

function launch({ app, env }: App) {
  const main = fileURLToPath(new URL(`../../../apps/${app}/dist/main.js`, import.meta.url));
  const own = { PATH: process.env['PATH'], LOG_LEVEL: 'error' };
  const [command = '', ...args] = onAllCores([process.execPath, main]);
  return spawn(command, args, { env: { ...own, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
}

function residentMiB(pid: number | undefined): number {
  return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout) / 1024;
}
