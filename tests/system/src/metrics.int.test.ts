import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { createProfilesClient } from '@profiles/client';
import { startPublisher } from '@profiles/nats-publisher';
import { startRetention } from '@profiles/retention';
import { METRICS, type RunningApp } from '@profiles/service-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPromtool } from './promtool.js';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const PERSON = { organisationId: 1, surname: 'x', firstName: 'x', createdBy: 'x', createdByChannel: 'x' };
const CLIENT = 'acme-tests';

describe.skipIf(MONGODB_URI === undefined)('metrics', () => {
  let stack: Stack;
  const others: RunningApp[] = [];
  beforeAll(async () => {
    const common = { host: '127.0.0.1', port: 0, logLevel: 'silent' };
    const mongo = { uri: String(MONGODB_URI), database: 'metrics_of_others' };
    // Without a broker: its metrics are the same.
    const nats = { servers: 'nats://127.0.0.1:1' } as Parameters<typeof startPublisher>[0]['nats'];
    const limits = { requestsInFlight: 256, eventLoopDelayMillis: 250 };
    const edge = { trustedProxies: [], maxConnections: 100, load: limits };
    stack = await startStack({ serviceConfig: { revision: 'abc123', edge }, adapterConfig: { edge } });
    others.push(await startPublisher({ ...common, mongo, nats, edge, backlogAlarmSeconds: 60 }));
    others.push(await startRetention({ ...common, mongo, batchSize: 1, everyMillis: 3_600_000 }));
  });
  afterAll(async () => {
    await stack?.close();
    for (const app of others) await app.close();
  });

  const metricsOf = async (url: string) => (await fetch(`${url}/metrics`)).text();
  /** The value of a series, by a part of its name and labels. */
  const valueIn = (metrics: string, name: string, ...labels: string[]) => {
    const line = metrics
      .split('\n')
      .find((one) => one.startsWith(`${name}{`) && labels.every((label) => one.includes(label)));
    return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ')));
  };

  async function callBoth() {
    const token = await stack.token({ organisationId: 1, clientId: 'app-1' });
    const api = createProfilesClient({ url: stack.serviceUrl, token, clientName: CLIENT });
    const { customerNumber } = await api.profiles.create(PERSON, { idempotencyKey: 'once' });
    await api.profiles.create(PERSON, { idempotencyKey: 'once' });
    await api.profiles.get({ customerNumber: 1 }).catch(() => undefined);
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => api.profiles.patch({ customerNumber, firstName: `x${index}` })),
    );
    const rest = (path: string, headers: Record<string, string>) =>
      fetch(`${stack.adapterUrl}/customers/v2${path}`, { headers: { 'et-client-name': CLIENT, ...headers } });
    const authorization = `Bearer ${token}`;
    expect((await rest(`/profiles/${customerNumber}`, { authorization })).status).toBe(200);
    expect((await rest('/profiles/1', { authorization })).status).toBe(404);
    expect((await rest('/profiles/1', {})).status).toBe(401);
    expect((await rest('/profiles/abc', { authorization })).status).toBe(400);
  }

  test('count calls over tRPC and REST by operation, code and caller, and replays, retries, refusals and the pool', async () => {
    await callBoth();
    const [service, adapter] = await Promise.all([metricsOf(stack.serviceUrl), metricsOf(stack.adapterUrl)]);
    const count = 'operation_calls_total';
    expect(valueIn(service, count, 'operation="profiles.create"', 'code="ok"')).toBe(2);
    expect(valueIn(service, count, 'operation="profiles.get"', 'code="617"')).toBe(2);
    expect(valueIn(adapter, count, 'operation="profiles.get"', 'code="ok"')).toBe(1);
    expect(valueIn(adapter, count, 'operation="profiles.get"', 'code="617"')).toBe(1);
    expect(valueIn(adapter, count, 'operation="profiles.get"', 'code="611"')).toBe(1);
    expect(valueIn(adapter, count, 'operation="profiles.get"', 'code="400"')).toBe(1);
    expect(valueIn(adapter, 'operation_seconds_count', 'operation="profiles.get"')).toBe(4);
    const caller = ['organisation="1"', 'client="app-1"'];
    expect(valueIn(adapter, 'caller_calls_total', ...caller, 'code="ok"')).toBe(1);
    expect(valueIn(service, 'caller_seconds_count', ...caller)).toBe(13);
    expect(valueIn(service, 'idempotent_replays_total', 'operation="profiles.create"')).toBe(1);
    expect(valueIn(service, 'write_retries_total', 'operation="profiles.patch"', 'reason="stale"')).toBeGreaterThan(0);
    expect(valueIn(adapter, 'call_refusals_total', 'reason="token"')).toBe(1);
    expect(valueIn(adapter, 'call_refusals_total', 'reason="not_found"')).toBe(1);
    expect(valueIn(service, 'mongodb_command_seconds_count')).toBeGreaterThan(10);
    expect(valueIn(service, 'mongodb_pool_connections', 'state="idle"')).toBeGreaterThan(0);
    expect(valueIn(service, 'mongodb_pool_connections', 'state="in_use"')).toBeLessThan(5);
    expect(valueIn(service, 'mongodb_pool_waiting')).toBe(0);
    expect(valueIn(service, 'build_info', 'revision="abc123"')).toBe(1);
  });

  test('every app exposes the metrics of the catalogue that name it, and no others of ours', async () => {
    const urls = [stack.serviceUrl, stack.adapterUrl, ...others.map(({ url }) => url)];
    for (const url of urls) {
      const metrics = await metricsOf(url);
      const [, app = ''] = /app="([^"]+)"/.exec(metrics) ?? [];
      const exposed = [...metrics.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => String(name));
      const ours = exposed.filter((name) => !/^(process|nodejs)_/.test(name));
      const expected = Object.values(METRICS).filter(({ apps }) => (apps as readonly string[]).includes(app));
      expect(ours.sort(), app).toEqual(expected.map(({ name }) => name).sort());
    }
  });

  test('the names and types pass promtool check metrics', async ({ skip }) => {
    const promtool = await findPromtool();
    if (promtool === undefined) {
      console.warn('promtool was neither found nor could it be fetched: the names of the metrics are NOT checked.');
      return skip();
    }
    for (const url of [stack.serviceUrl, stack.adapterUrl, ...others.map((other) => other.url)]) {
      const child = spawn(promtool, ['check', 'metrics']);
      child.stdin.end(await metricsOf(url));
      const [said, code] = await Promise.all([
        Promise.all([text(child.stdout), text(child.stderr)]),
        new Promise((resolve) => child.on('close', resolve)),
      ]);
      expect({ code, said: said.join('') }).toEqual({ code: 0, said: '' });
    }
  });
});
