import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, startNats } from '@profiles/devstack';
import type { Surroundings } from './contenders/contender.js';
import { onAllCores } from './cores.js';

/** How one app started: from the command to the first `/readyz` that says so, and what it holds when nothing happens. */
export interface AppStart {
  readonly app: string;
  readonly readyMillis: number;
  readonly idleMiB: number;
}

interface App {
  readonly app: string;
  readonly env: Readonly<Record<string, string>>;
}

const IDLE_MILLIS = 3_000;
const MOST_MILLIS = 30_000;

/**
 * Starts each app by itself as production does, `node apps/<name>/dist/main.js`, from the environment alone. The adapter
 * has the service behind it; each of the others finds only its servers.
 */
export async function measureStarts(
  { mongoUri, database, tokens }: Surroundings,
  { dataDir, rounds }: { readonly dataDir: string; readonly rounds: number },
): Promise<AppStart[]> {
  const nats = await startNats({ dataDir, env: process.env, log: () => undefined, allowNone: true });
  const service = { PORT: String(await freePort()) };
  const store = { MONGODB_URI: mongoUri, MONGODB_DATABASE: database };
  const auth = { AUTH_JWKS_URL: tokens.jwksUrl, AUTH_ISSUER: tokens.issuer, AUTH_AUDIENCE: tokens.audience };
  const aPort = async () => ({ PORT: String(await freePort()) });
  const publishing = nats.kind === 'none' ? undefined : { NATS_URL: nats.uri };
  const together: App[] = [
    { app: 'profiles-service', env: { ...service, ...store, ...auth } },
    {
      app: 'openapi-adapter',
      env: { ...(await aPort()), ...auth, PROFILES_SERVICE_URL: `http://127.0.0.1:${service.PORT}` },
    },
    ...(publishing ? [{ app: 'nats-publisher', env: { ...(await aPort()), ...store, ...publishing } }] : []),
  ];
  const ports = {
    ...(await aPort()),
    SERVICE_PORT: String(await freePort()),
    PUBLISHER_PORT: String(await freePort()),
  };
  const alone: App[] = [{ app: 'all-in-one', env: { ...ports, ...store, ...auth, ...publishing } }];
  try {
    const starts: AppStart[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const apps of [together, alone]) starts.push(...(await startedInTurn(apps)));
    }
    return starts;
  } finally {
    await nats.stop();
  }
}

/** Starts apps one after the other, and ends them when all have been looked at. */
async function startedInTurn(apps: readonly App[]): Promise<AppStart[]> {
  const children: ReturnType<typeof launch>[] = [];
  try {
    const starts: AppStart[] = [];
    for (const app of apps) {
      const startedAt = performance.now();
      const child = launch(app);
      children.push(child);
      await untilReady(`http://127.0.0.1:${app.env['PORT']}/readyz`);
      const readyMillis = performance.now() - startedAt;
      await setTimeout(IDLE_MILLIS);
      starts.push({ app: app.app, readyMillis, idleMiB: residentMiB(child.pid) });
    }
    return starts;
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

async function untilReady(url: string): Promise<void> {
  const until = performance.now() + MOST_MILLIS;
  while (performance.now() < until) {
    const isReady = await fetch(url).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (isReady) return;
    await setTimeout(5);
  }
  throw new Error(`${url} did not become ready.`);
}

function residentMiB(pid: number | undefined): number {
  return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout) / 1024;
}
