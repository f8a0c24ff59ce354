import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { createCustomerChangedConsumer, inMemoryPositions } from '@profiles/events';
import { traced } from '@profiles/events/opentelemetry';
import { startPublisher } from '@profiles/nats-publisher';
import { type RunningApp, startTracing, type Tracing } from '@profiles/service-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const NATS_URL = process.env['NATS_URL'];
const KIT = fileURLToPath(new URL('../../../packages/service-kit/dist/index.js', import.meta.url));
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER_SPAN = '00f067aa0ba902b7';
const WAIT = { timeout: 20_000, interval: 50 };

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly scope: string;
}

/** A collector of OTLP/HTTP in this process. */
async function startCollector() {
  const spans: Span[] = [];
  const texts: string[] = [];
  const server: Server = createServer(async (request, response) => {
    const body = (await json(request)) as {
      resourceSpans: { scopeSpans: { scope: { name: string }; spans: Omit<Span, 'scope'>[] }[] }[];
    };
    texts.push(JSON.stringify(body));
    for (const { scope, spans: some } of body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans)) {
      spans.push(...some.map((span) => ({ ...span, scope: scope.name })));
    }
    response.setHeader('content-type', 'application/json').end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { spans, texts, url, close: () => server.close() };
}

describe('tracing', () => {
  // prom-client loads `@opentelemetry/api` by itself.
  test('switched off, no package of the SDK is loaded', async () => {
    const script = `
      const { createRequire } = await import('node:module');
      const { startTracing } = await import(${JSON.stringify(KIT)});
      await startTracing(process.env, 'test');
      const { cache } = createRequire(${JSON.stringify(KIT)});
      console.log(Object.keys(cache).filter((path) => /@opentelemetry\\/(?!api\\/)/.test(path)).length);
      process.exit();`;
    const loaded = async (env: Record<string, string>) => {
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
      return Number(stdout.trim());
    };
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };
    expect(await loaded({})).toBe(0);
    expect(await loaded({ ...endpoint, OTEL_SDK_DISABLED: 'true' })).toBe(0);
    expect(await loaded({ ...endpoint, OTEL_TRACES_EXPORTER: 'none' })).toBe(0);
    expect(await loaded(endpoint)).toBeGreaterThan(0);
  });
});

describe.skipIf(MONGODB_URI === undefined || NATS_URL === undefined)(
  'one change, from the partner to the subscriber',
  () => {
    const name = `traces_${randomUUID().slice(0, 8)}`;
    const before = { ...process.env };
    let collector: Awaited<ReturnType<typeof startCollector>>;
    let tracing: Tracing | undefined;
    let stack: Stack;
    let publisher: RunningApp;
    let connection: NatsConnection;

    beforeAll(async () => {
      collector = await startCollector();
      Object.assign(process.env, {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_BSP_SCHEDULE_DELAY: '50',
      });
      tracing = await startTracing(process.env, 'tests');
      stack = await startStack({ database: name });
      publisher = await startPublisher({
        ...{ host: '127.0.0.1', port: 0, logLevel: 'silent', backlogAlarmSeconds: 60 },
        mongo: { uri: String(MONGODB_URI), database: name },
        nats: { servers: String(NATS_URL) } as Parameters<typeof startPublisher>[0]['nats'],
        stream: { name, subjectPrefix: `${name}.v1` },
      });
      connection = await connect({ servers: String(NATS_URL) });
    });
    afterAll(async () => {
      await connection?.close();
      await publisher?.close();
      await stack?.close();
      await tracing?.stop();
      collector?.close();
      for (const variable of Object.keys(process.env).filter((one) => one.startsWith('OTEL_'))) {
        if (before[variable] === undefined) delete process.env[variable];
      }
    });

    test('is one connected trace without personal data', async () => {
      const headers = {
        authorization: `Bearer ${await stack.token({ organisationId: 1 })}`,
        ...{ 'content-type': 'application/json', 'et-client-name': 'acme-tests' },
        traceparent: `00-${TRACE_ID}-${CALLER_SPAN}-01`,
      };
      const person = { organisationId: 1, firstName: 'Kari', surname: 'Nordmann', email: 'kari.n@example.no' };
      const body = JSON.stringify({ ...person, createdBy: 'Ola Operator', createdByChannel: 'web' });
      const url = `${stack.adapterUrl}/customers/v2/profiles`;
      expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
      const handled: string[] = [];
      // Only then the stream exists, too.
      const published = async () => (await fetch(`${publisher.url}/metrics`)).text();
      await expect.poll(published, WAIT).toMatch(/^events_published_total\{type="CREATE".* 1$/m);
      const consumer = await createCustomerChangedConsumer({
        ...{ connection, durable: name, organisationId: 1, stream: name, subjectPrefix: `${name}.v1` },
        positions: inMemoryPositions(),
        handle: traced(({ id }) => void handled.push(id)),
      });
      await expect.poll(() => collector.spans.some(({ scope }) => scope === '@profiles/events'), WAIT).toBe(true);
      await consumer.stop();
      expect(handled).toHaveLength(1);

      const spans = collector.spans.filter(({ traceId }) => traceId === TRACE_ID);
      const byId = new Map(spans.map((span) => [span.spanId, span]));
      const pathOf = (span: Span | undefined): string[] =>
        span === undefined ? [] : [...pathOf(byId.get(span.parentSpanId ?? '')), `${span.scope}: ${span.name}`];
      const toOperation = [
        'openapi-adapter: POST /customers/v2/profiles',
        'profiles-service: POST /trpc/:path',
        'profiles-service: profiles.create',
      ];
      const ofScope = (scope: string) => spans.find((span) => span.scope === scope);
      expect(pathOf(ofScope('@profiles/events')).map(withoutParameter)).toEqual([
        ...toOperation,
        'nats-publisher: send CUSTOMER_CHANGED',
        '@profiles/events: process CUSTOMER_CHANGED',
      ]);
      expect(pathOf(spans.find((span) => span.name === 'mongodb commit')).map(withoutParameter)).toEqual([
        ...toOperation,
        'profiles-service: mongodb commit',
      ]);
      // The first span of ours continues that of the caller.
      expect(ofScope('openapi-adapter')?.parentSpanId).toBe(CALLER_SPAN);
      expect(collector.texts.join()).not.toMatch(/kari|nordmann|operator|127\.0\.0\.1/i);
    });
  },
);

/** The name of a wildcard in a route is that of the plugin. */
function withoutParameter(span: string): string {
  return span.replace(/\/trpc\/.*$/, '/trpc/:path');
}
