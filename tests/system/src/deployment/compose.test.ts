import { KNOWN_VARIABLES } from '@profiles/service-kit';
import { describe, expect, test } from 'vitest';
import { dataOf, textOf } from './repository-files.js';

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test: string | readonly string[] };
  readonly profiles?: readonly string[];
  readonly volumes?: readonly string[];
}

const APPS = ['profiles-service', 'openapi-adapter', 'nats-publisher', 'events-gateway', 'console', 'retention'];
const { services } = await dataOf<{ services: Readonly<Record<string, Service>> }>('compose.yaml');
const composeText = await textOf('compose.yaml');
const example = await textOf('.env.example');

describe('compose.yaml', () => {
  test('gives each app only variables that the apps know', () => {
    for (const app of APPS) {
      const names = Object.keys(services[app]?.environment ?? {});
      expect(names.length).toBeGreaterThan(4);
      expect(names.filter((name) => !KNOWN_VARIABLES.includes(name))).toEqual([]);
    }
  });

  test('publishes the ports of partners, internal apps, administrators and subscribers', () => {
    const published = Object.values(services).flatMap(({ ports = [], profiles }) => (profiles ? [] : ports));
    const numbers = published.map((port) => port.split(':').at(-1)).sort();
    expect(numbers).toEqual(['3000', '3001', '3003', '4222']);
    for (const port of published) expect(port).toMatch(/^\$\{PUBLISHED_ADDRESS:-127\.0\.0\.1\}:/);
  });

  test('checks the health of every container that keeps running', () => {
    const running = Object.entries(services).filter(([name]) => name !== 'database-users');
    for (const [name, { healthcheck }] of running) expect(healthcheck?.test, name).toBeDefined();
    for (const app of APPS) expect(String(services[app]?.healthcheck?.test)).toContain('/readyz');
  });

  test('starts Prometheus and Grafana only with the profile "observability", with the rules and dashboards of the chart', () => {
    for (const name of ['prometheus', 'grafana']) expect(services[name]?.profiles).toEqual(['observability']);
    const mounted = [...(services['prometheus']?.volumes ?? []), ...(services['grafana']?.volumes ?? [])].join('\n');
    expect(mounted).toContain('./deploy/helm/customer-profiles/files/alerts.yaml:');
    expect(mounted).toContain('./deploy/helm/customer-profiles/files/dashboards:');
  });
});

describe('webhooks', () => {
  test('are sent by a gateway with a user of its own in the database, and with the keys of the service', () => {
    const { environment: gateway = {} } = services['events-gateway'] ?? {};
    const { environment: service = {} } = services['profiles-service'] ?? {};
    expect(gateway).toMatchObject({ MONGODB_USER: 'events-gateway', MONGODB_URI: service['MONGODB_URI'] });
    expect(gateway['MONGODB_PASSWORD']).toBe(services['database-users']?.environment?.['EVENTS_GATEWAY_PASSWORD']);
    expect([gateway['WEBHOOK_SECRET_KEYS'], gateway['CORS_ORIGINS']]).toEqual([
      service['WEBHOOK_SECRET_KEYS'],
      service['CORS_ORIGINS'],
    ]);
  });
});

describe('.env.example', () => {
  const names = [...example.matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name = '']) => name);

  test('has every variable that compose.yaml reads, and no others', () => {
    const read = [...composeText.matchAll(/(?<!\$)\$\{([A-Z0-9_]+)[:}]/g)].map(([, name = '']) => name);
    expect([...names].sort()).toEqual([...new Set(read)].sort());
  });

  test('has no secret in it', () => {
    const values = [...example.matchAll(/^([A-Z0-9_]*(?:PASSWORD|KEY))=(.*)$/gm)].map(([, , value]) => value);
    expect(values.length).toBeGreaterThan(5);
    expect(values.filter((value) => value !== '')).toEqual([]);
  });
});
