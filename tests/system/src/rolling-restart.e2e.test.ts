import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { freePort, startTokenIssuer, type TokenIssuer } from '@profiles/devstack';
import { openMongo } from '@profiles/mongo-store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APPS_ARE_BUILT, type AppProcess, respondsOk, startAppProcess } from './app-process.js';
import { until } from './crash-world.js';
import { type LoadBalancer, startLoadBalancer } from './load-balancer.js';
import { MONGODB_URI } from './stack.js';

const ORGANISATION = 1;
const CALLERS = 6;
/** The default of production. */
const DRAIN = { SHUTDOWN_DRAIN_SECONDS: '5' };
const ROUNDS = 1;

interface Instance {
  readonly app: 'profiles-service' | 'openapi-adapter';
  readonly port: number;
  process: AppProcess;
}

interface Outcome {
  readonly call: string;
  readonly status: number | string;
}

describe.skipIf(MONGODB_URI === undefined || !APPS_ARE_BUILT)('a rolling restart', () => {
  const database = `rolling_${randomUUID().slice(0, 8)}`;
  const instances: Instance[] = [];
  const balancers: LoadBalancer[] = [];
  let issuer: TokenIssuer;
  let environments: Record<Instance['app'], Record<string, string>>;

  async function start(app: Instance['app'], port: number): Promise<AppProcess> {
    const child = startAppProcess(app, { ...environments[app], ...DRAIN, PORT: String(port), LOG_LEVEL: 'error' });
    await until(() => respondsOk(`http://127.0.0.1:${port}/readyz`), 60);
    return child;
  }

  /** Two instances behind a load balancer. */
  async function startPair(app: Instance['app']): Promise<string> {
    const ports = [await freePort(), await freePort()];
    for (const port of ports) instances.push({ app, port, process: await start(app, port) });
    const balancer = await startLoadBalancer(ports);
    balancers.push(balancer);
    return balancer.url;
  }

  let restUrl: string;
  beforeAll(async () => {
    issuer = await startTokenIssuer({});
    const common = {
      ...{ AUTH_JWKS_URL: issuer.jwksUrl, AUTH_ISSUER: issuer.issuer, AUTH_AUDIENCE: issuer.audience },
      ...{ RATE_LIMIT_PER_MINUTE: '1000000' },
    };
    environments = {
      'profiles-service': { ...common, MONGODB_URI: String(MONGODB_URI), MONGODB_DATABASE: database },
      'openapi-adapter': common,
    };
    environments['openapi-adapter'] = { ...common, PROFILES_SERVICE_URL: await startPair('profiles-service') };
    restUrl = await startPair('openapi-adapter');
  });
  afterAll(async () => {
    for (const instance of instances) instance.process.signal('SIGKILL');
    await Promise.all(instances.map((instance) => instance.process.exited));
    await Promise.all(balancers.map((balancer) => balancer.close()));
    await issuer?.close();
    const { db, close } = openMongo({ uri: String(MONGODB_URI), database, appName: 'system-tests' });
    await db.dropDatabase();
    await close();
  });

  test('of two services and two adapters under load fails no call', { timeout: 180_000 }, async () => {
    const token = await issuer.mint({ organisationId: ORGANISATION });
    const agent = new Agent({ keepAlive: true });
    let isOver = false;
    const outcomes: Outcome[] = [];

    async function call(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
      const headers = {
        ...{ authorization: `Bearer ${token}`, 'et-client-name': 'acme-tests' },
        ...(body !== undefined && { 'content-type': 'application/json' }),
      };
      const outgoing = request(`${restUrl}/customers/v2${path}`, { method, headers, agent });
      outgoing.end(body && JSON.stringify(body));
      try {
        const [response] = await once(outgoing, 'response');
        let text = '';
        for await (const part of response.setEncoding('utf8')) text += part;
        outcomes.push({ call: `${method} ${path}`, status: response.statusCode });
        return JSON.parse(text) as Record<string, unknown>;
      } catch (error) {
        outcomes.push({ call: `${method} ${path}`, status: String((error as NodeJS.ErrnoException).code) });
        return {};
      }
    }

    /** Creates, changes and reads without a key and without a repetition: every loss is visible. */
    async function caller(): Promise<void> {
      const person = { surname: 'N', firstName: 'K', createdBy: 'w', createdByChannel: 'w' };
      while (!isOver) {
        const created = await call('POST', '/profiles', { ...person, organisationId: ORGANISATION });
        const path = `/profiles/${created['customerNumber'] ?? 1}`;
        await call('POST', `${path}/notes`, { text: 'x' });
        for (let read = 0; read < 5; read += 1) await call('GET', path);
      }
    }

    const callers = Array.from({ length: CALLERS }, caller);
    const exitCodes: unknown[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const instance of instances) {
        instance.process.signal('SIGTERM');
        exitCodes.push(await instance.process.exited);
        instance.process = await start(instance.app, instance.port);
        const before = outcomes.length;
        await until(async () => outcomes.length > before + 50, 30);
      }
    }
    isOver = true;
    await Promise.all(callers);
    agent.destroy();

    expect(exitCodes).toEqual(Array.from({ length: ROUNDS * instances.length }, () => 0));
    expect(outcomes.filter(({ status }) => status !== 200)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(200);
  });
});
