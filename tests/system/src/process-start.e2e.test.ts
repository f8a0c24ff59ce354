import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { freePort } from '@profiles/devstack';
import { afterEach, describe, expect, test } from 'vitest';
import { APPS, APPS_ARE_BUILT, type AppName, type AppProcess, respondsOk, startAppProcess } from './app-process.js';
import { until } from './crash-world.js';

/** Nothing listens there: an app must exit without waiting for its servers. */
const NOWHERE = '127.0.0.1:1';
const TOKENS = { AUTH_JWKS_URL: `http://${NOWHERE}/jwks`, AUTH_ISSUER: 'x', AUTH_AUDIENCE: 'x' };
const MONGO = { MONGODB_URI: `mongodb://${NOWHERE}/?replicaSet=x` };
const NATS = { NATS_URL: `nats://${NOWHERE}` };

const ENVIRONMENTS: Readonly<Record<AppName, Record<string, string>>> = {
  'profiles-service': { ...TOKENS, ...MONGO },
  'openapi-adapter': { ...TOKENS, PROFILES_SERVICE_URL: `http://${NOWHERE}` },
  'nats-publisher': { ...MONGO, ...NATS },
  retention: { ...MONGO, PURGE_EVERY_MINUTES: '1' },
  'all-in-one': { ...TOKENS, ...MONGO, ...NATS },
};

/** Each is set in the tests: other apps of this machine may use the defaults. */
const ALL_IN_ONE_PORTS = ['PORT', 'SERVICE_PORT', 'PUBLISHER_PORT', 'GATEWAY_PORT'] as const;

const AUTH = Object.keys(TOKENS);
const REQUIRED: Readonly<Record<AppName, string[]>> = {
  'profiles-service': [...AUTH, 'MONGODB_URI'],
  'openapi-adapter': [...AUTH, 'PROFILES_SERVICE_URL'],
  'nats-publisher': ['MONGODB_URI', 'NATS_URL'],
  retention: ['MONGODB_URI'],
  'all-in-one': [...AUTH, 'MONGODB_URI'],
};

describe.skipIf(!APPS_ARE_BUILT)('the start of an app', () => {
  const started: AppProcess[] = [];
  const occupying: Server[] = [];
  afterEach(async () => {
    for (const app of started.splice(0)) {
      app.signal('SIGKILL');
      await app.exited;
    }
    for (const server of occupying.splice(0)) server.close();
  });

  function start(app: AppName, env: Record<string, string>): AppProcess {
    const child = startAppProcess(app, env);
    started.push(child);
    return child;
  }

  async function occupiedPort(): Promise<string> {
    const port = await freePort();
    const server = createServer().listen(port, '127.0.0.1');
    occupying.push(server);
    await once(server, 'listening');
    return String(port);
  }

  const portsOf = (app: AppName) => (app === 'all-in-one' ? ALL_IN_ONE_PORTS : (['PORT'] as const));
  const portVariables = APPS.flatMap((app) => portsOf(app).map((variable) => [app, variable] as const));
  test.each(portVariables)('%s exits with 1 when its %s is taken, and says so', async (app, variable) => {
    const free = portsOf(app).map(async (name) => [name, String(await freePort())] as const);
    const ports = Object.fromEntries(await Promise.all(free));
    const taken = await occupiedPort();
    const child = start(app, { ...ENVIRONMENTS[app], ...ports, [variable]: taken });
    expect(await child.exited, child.output()).toBe(1);
    expect(child.output()).toContain(`Cannot listen on 127.0.0.1:${taken}: the port is in use.`);
  });

  test.each(APPS)('%s names every setting that is required and not set', async (app) => {
    const child = start(app, {});
    expect(await child.exited).toBe(1);
    for (const name of REQUIRED[app]) expect(child.output()).toContain(`${name}: required, but not set.`);
    expect(child.output()).not.toContain('received undefined');
  });

  test('an app announces development mode, and reports variables that are probably misspelt', async () => {
    const port = String(await freePort());
    const typos = { RATE_LIMIT_PER_MINUT: '5', MONGODB_POOLSIZE: '7', AUTH_SCOPE: 'x' };
    const child = start('profiles-service', { ...ENVIRONMENTS['profiles-service'], ...typos, PORT: port });
    await until(() => respondsOk(`http://127.0.0.1:${port}/healthz`), 30);
    await until(async () => child.output().includes('AUTH_SCOPE'), 5);
    expect(child.output()).toContain('development mode');
    expect(child.output()).toContain(
      'RATE_LIMIT_PER_MINUT is unknown and has no effect; did you mean RATE_LIMIT_PER_MINUTE?',
    );
    expect(child.output()).toContain('MONGODB_POOLSIZE is unknown and has no effect; did you mean MONGODB_POOL_SIZE?');
    child.signal('SIGTERM');
    expect(await child.exited).toBe(0);
  });
});
