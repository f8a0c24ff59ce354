import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { APP_SETTINGS, NOT_IN_CHART, namedSettingsOf } from './app-settings.js';
import { hasGo, helm, kubeconform, TOOL_TIMEOUT_MS } from './go-tools.js';
import { kubernetesSchemas } from './kubernetes-schemas.js';
import { KUBERNETES_VERSION, podsOf, rendered, resourcesOf } from './rendered-chart.js';
import { CHART, pathOf } from './repository-files.js';

const EXAMPLES = ['small', 'production', 'sharded'] as const;
/** Key of the values, and the name of its workload. */
const WORKLOADS = { profilesService: 'profiles-service', openapiAdapter: 'openapi-adapter' } as const;
const OTHER_WORKLOADS = {
  ...{ natsPublisher: 'nats-publisher', eventsGateway: 'events-gateway' },
  ...{ console: 'console', retention: 'retention' },
} as const;
/** packages/service-kit/src/shutdown.ts: REQUESTS_GRACE_MILLIS, in seconds. */
const REQUESTS_GRACE_SECONDS = 15;

describe.skipIf(!(await hasGo('the Helm chart')))('the Helm chart', () => {
  const texts = new Map<string, string>();
  let schemas: string;
  beforeAll(async () => {
    schemas = await kubernetesSchemas();
    for (const example of EXAMPLES) texts.set(example, await rendered(example));
    // Built before the tests, whose time is limited.
    await kubeconform('-v');
  }, 3 * TOOL_TIMEOUT_MS);

  test.each(EXAMPLES)('passes helm lint with the values "%s"', async (example) => {
    const values = pathOf(`${CHART}/ci/${example}-values.yaml`);
    await helm('lint', pathOf(CHART), '--strict', '--kube-version', KUBERNETES_VERSION, '--values', values);
  });

  test.each(EXAMPLES)('renders resources that Kubernetes accepts with the values "%s"', async (example) => {
    expect(await conformity(texts.get(example) ?? '')).toMatch(/Invalid: 0, Errors: 0, Skipped: 0/);
  });

  test('is compared with schemas that refuse an unknown field', async () => {
    const text = (texts.get('small') ?? '').replace('automountServiceAccountToken', 'automountServiceAcountToken');
    await expect(conformity(text)).rejects.toThrow(/automountServiceAcountToken/);
  });

  test.each(EXAMPLES)('has no Secret and no password in what it renders with the values "%s"', (example) => {
    const text = texts.get(example) ?? '';
    expect(resourcesOf(text).filter(({ kind }) => kind === 'Secret')).toEqual([]);
    for (const { pod } of podsOf(text)) {
      for (const { name, value } of pod.containers[0].env) {
        if (/PASSWORD$|TOKEN$|ADMIN_URI$|SECRET_KEYS$/.test(name)) expect(value, name).toBeUndefined();
      }
    }
  });

  test.each(EXAMPLES)('gives every pod the restricted security standard with the values "%s"', (example) => {
    const pods = podsOf(texts.get(example) ?? '');
    expect(pods.length).toBeGreaterThanOrEqual(5);
    for (const { resource, pod } of pods) {
      expect(pod.automountServiceAccountToken, resource.metadata.name).toBe(false);
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      expect(pod.containers[0].securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    }
  });

  test.each(EXAMPLES)('lets a pod finish its shutdown before it is killed with the values "%s"', (example) => {
    const deployments = podsOf(texts.get(example) ?? '').filter(({ resource }) => resource.kind === 'Deployment');
    for (const { pod } of deployments) {
      const drain = Number(pod.containers[0].env.find(({ name }) => name === 'SHUTDOWN_DRAIN_SECONDS')?.value);
      expect(drain).toBeGreaterThan(4);
      expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(drain + REQUESTS_GRACE_SECONDS + 5);
    }
  });

  test('shows an app its own password only', () => {
    const pods = podsOf(texts.get('production') ?? '');
    const volumes = pods.find(({ resource }) => resource.kind === 'CronJob')?.pod.volumes;
    expect(volumes?.find(({ name }) => name === 'mongodb')?.secret?.items).toEqual([
      { key: 'retention-password', path: 'password' },
    ]);
  });

  test.each(Object.entries({ ...WORKLOADS, ...OTHER_WORKLOADS }))(
    'can set every setting of %s',
    async (app, workload) => {
      const named = namedSettingsOf(app).map((name) => `${app}.settings.${name}=1`);
      const claims = ['organisationClaim', 'permissionsClaim', 'clientClaim'].map((claim) => `auth.${claim}=claim`);
      claims.push('webhooks.existingSecret=webhooks', 'console.enabled=true', 'console.origin=https://c.example.com');
      claims.push('console.serviceUrl=https://s.example.com');
      const authentications = ['password', 'token', 'creds'].map((kind) => `nats.authentication=${kind}`);
      const variants = [
        ['production', ...authentications.slice(0, 1)],
        ['production', ...authentications.slice(1, 2)],
      ];
      variants.push(['production', ...authentications.slice(2)], ['small', ...authentications.slice(0, 1)]);
      const names = new Set<string>();
      for (const [example = '', ...set] of variants) {
        const pods = podsOf(await rendered(example, [...named, ...claims, ...set]));
        const found = pods.find(({ resource }) => resource.metadata.name === `test-customer-profiles-${workload}`);
        for (const { name } of found?.pod.containers[0].env ?? []) names.add(name);
      }
      const missing = (APP_SETTINGS[app] ?? []).filter((name) => !names.has(name) && !(name in NOT_IN_CHART));
      // A CronJob serves nothing: no port, no drain.
      const served = /^(HOST|PORT|SHUTDOWN_DRAIN_SECONDS)$/;
      expect(app === 'retention' ? missing.filter((name) => !served.test(name)) : missing).toEqual([]);
    },
  );

  test('lets the pages of the console call service and gateway, and leads browsers to tRPC alone', () => {
    const text = texts.get('production') ?? '';
    const envOf = (app: string) =>
      podsOf(text).find(({ resource }) => resource.metadata.name === `test-customer-profiles-${app}`)?.pod.containers[0]
        .env;
    const allowed = { name: 'CORS_ORIGINS', value: 'https://console.example.com' };
    expect(envOf('profiles-service')).toContainEqual(allowed);
    expect(envOf('events-gateway')).toContainEqual(allowed);
    expect(envOf('openapi-adapter')?.map(({ name }) => name)).not.toContain('CORS_ORIGINS');
    expect(envOf('console')?.map(({ name }) => name)).not.toContain('MONGODB_URI');
    const ingresses = resourcesOf(text).filter(({ kind }) => kind === 'Ingress');
    const internal = ingresses.find(({ metadata }) => metadata.name.endsWith('-profiles-service'));
    expect([...JSON.stringify(internal?.spec).matchAll(/"path":"([^"]+)"/g)].map(([, path]) => path)).toEqual([
      '/trpc',
    ]);
  });

  test('gives the gateway a database for webhooks alone', async () => {
    const envOf = (text: string) =>
      podsOf(text)
        .find(({ resource }) => resource.metadata.name.endsWith('-events-gateway'))
        ?.pod.containers[0].env.map(({ name }) => name);
    expect(envOf(texts.get('small') ?? '')).not.toContain('MONGODB_URI');
    const withWebhooks = envOf(texts.get('production') ?? '');
    expect(withWebhooks).toEqual(
      expect.arrayContaining(['MONGODB_URI', 'MONGODB_PASSWORD_FILE', 'WEBHOOK_SECRET_KEYS']),
    );
  });

  test('writes large numbers as the apps read them', () => {
    const pods = podsOf(texts.get('sharded') ?? '');
    const found = pods.find(({ resource }) => resource.metadata.name === 'profiles-north-profiles-service');
    expect(found?.pod.containers[0].env).toContainEqual({ name: 'MAX_CONNECTIONS', value: '1000000' });
  });

  test.each([
    ['a misspelt setting', 'profilesService.settings.RATE_LIMIT_PER_MINUT=1', /RATE_LIMIT_PER_MINUT/],
    ['a setting of another app', 'retention.settings.RATE_LIMIT_PER_MINUTE=1', /RATE_LIMIT_PER_MINUTE/],
    ['a misspelt value', 'mongodb.url=mongodb://a', /url/],
    ['credentials in the connection string', 'mongodb.uri=mongodb://user:secret@a', /mongodb\.uri|mongodb\/uri/],
    ['keys of the token issuer without https', 'auth.jwksUrl=http://a', /jwksUrl/],
    ['a console without TLS', 'console.origin=http://a', /console/],
    ['no TLS anywhere', 'tls.terminatedElsewhere=false', /Set tls.existingSecret/],
    ['no Secret of the database', 'mongodb.existingSecret=', /mongodb.existingSecret: the Secret/],
    ['more publishers than leases', 'natsPublisher.replicas=17', /replicas/],
  ])('refuses %s', async (_what, set, message) => {
    await expect(rendered('small', [set])).rejects.toThrow(message);
  });

  test('renders a command of a runbook as one Job, with the files of the operator', async () => {
    const args = ['command.app=retention', 'command.args={/app/dist/after-restore/main.js,lost.json}'];
    const only = ['--show-only', 'templates/command.yaml'];
    const text = await rendered('production', [...args, 'command.existingClaim=restore'], only);
    const [{ resource, pod }, ...others] = podsOf(text) as [ReturnType<typeof podsOf>[number]];
    expect([resource.kind, others]).toEqual(['Job', []]);
    const [{ args: commandLine, volumeMounts }] = pod.containers;
    expect(commandLine).toEqual(['/app/dist/after-restore/main.js', 'lost.json']);
    expect(volumeMounts).toContainEqual({ name: 'data', mountPath: '/data' });
    expect(await conformity(text.replace('generateName', 'name'))).toMatch(/Invalid: 0, Errors: 0, Skipped: 0/);
  });

  async function conformity(text: string): Promise<string> {
    const file = join(await mkdtemp(join(tmpdir(), 'profiles-chart-')), 'rendered.yaml');
    await writeFile(file, text);
    return kubeconform(
      '-strict',
      '-summary',
      '-schema-location',
      schemas,
      '-kubernetes-version',
      KUBERNETES_VERSION,
      file,
    );
  }
});
