import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { freePort, startTokenIssuer } from '@profiles/devstack';
import { startOpenApiAdapter } from '@profiles/openapi-adapter';
import { startProfilesService } from '@profiles/profiles-service';
import { TEST_SETTINGS } from '@profiles/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { until } from './crash-world.js';
import { MONGODB_URI } from './stack.js';

const UNLIMITED = { perMinute: 1_000_000, unidentifiedPerMinute: 1_000_000 };
const GUESSES = { perCustomer: 1_000_000, perAddress: 1_000_000 };

function commonConfig(jwksUrl: string) {
  const claims = { organisationClaim: 'o', permissionsClaim: 'p', clientClaim: 'azp' };
  const tokens = { jwksUrl, issuer: 'i', audience: 'a', ...claims };
  return { host: '127.0.0.1', port: 0, logLevel: 'silent', tokens, limits: UNLIMITED };
}

async function readinessOf(url: string) {
  const startedAt = performance.now();
  const response = await fetch(`${url}/readyz`);
  const { checks } = (await response.json()) as { checks: Record<string, string> };
  return { status: response.status, checks, millis: performance.now() - startedAt };
}

/** A TCP proxy that can stop passing bytes on, as a server that hangs with its connections open. */
async function startProxy(target: { host: string; port: number }) {
  const sockets = new Set<Socket>();
  let frozen = false;
  const server = createServer((near) => {
    const far = connect(target);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => frozen || to.write(bytes));
      from.on('close', () => to.destroy()).on('error', () => undefined);
    }
  }).listen(await freePort(), '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as { port: number }).port,
    freeze: () => {
      frozen = true;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test('service and adapter are not ready while the keys of the token issuer have never been fetched', async () => {
  const port = await freePort();
  const config = commonConfig(`http://127.0.0.1:${port}/.well-known/jwks.json`);
  const service = await startProfilesService({
    ...{ ...config, store: 'memory' as const, settings: TEST_SETTINGS, loginThrottleLimits: GUESSES },
  });
  onTestFinished(() => service.close());
  const adapter = await startOpenApiAdapter({ ...config, service: service.url });
  onTestFinished(() => adapter.close());
  for (const { url } of [service, adapter]) {
    const { status, checks } = await readinessOf(url);
    expect(status).toBe(503);
    expect(checks['tokenIssuer']).not.toBe('ok');
  }

  const issuer = await startTokenIssuer({ port });
  for (const { url } of [service, adapter]) await until(async () => (await readinessOf(url)).status === 200, 10);
  // Known keys stay valid while the issuer is down.
  await issuer.close();
  for (const { url } of [service, adapter]) expect(await readinessOf(url)).toMatchObject({ status: 200 });
});

describe.skipIf(MONGODB_URI === undefined)('a database that hangs', () => {
  test('makes the service unready within three seconds', async () => {
    const { hostname, port, pathname } = new URL(String(MONGODB_URI).replace(/^mongodb:/, 'http:'));
    const proxy = await startProxy({ host: hostname, port: Number(port) });
    onTestFinished(() => proxy.close());
    const issuer = await startTokenIssuer({});
    onTestFinished(() => issuer.close());
    const uri = `mongodb://127.0.0.1:${proxy.port}${pathname}?directConnection=true`;
    const service = await startProfilesService({
      ...{ ...commonConfig(issuer.jwksUrl), store: { uri, database: 'readiness' } },
      ...{ settings: TEST_SETTINGS, loginThrottleLimits: GUESSES },
    });
    await until(async () => (await readinessOf(service.url)).status === 200, 30);

    proxy.freeze();
    const { status, checks, millis } = await readinessOf(service.url);
    expect(status).toBe(503);
    expect(checks['store']).not.toBe('ok');
    expect(millis).toBeLessThan(3_000);
    proxy.close();
    await service.close();
  });
});
