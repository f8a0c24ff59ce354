import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goModule } from '@profiles/devstack';
import { parse } from 'yaml';
import { GO_OPTIONS } from './go-tools.js';

/**
 * Has the OpenAPI document; the published JSON schemas are in no package registry. (The document in the test data of
 * k8s.io/kubectl is years old.)
 */
const KUBERNETES = 'k8s.io/kubernetes@v1.36.3';
/** Has the custom resource definitions of ServiceMonitor and PrometheusRule. */
const PROMETHEUS_OPERATOR = 'github.com/prometheus-operator/prometheus-operator@v0.85.0';

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;
type Schema = { [key: string]: Json };

/**
 * Writes a JSON schema for each kind of resource into a new folder, one file a kind, and returns the pattern of its files
 * for kubeconform. Unknown fields are errors, as a server with strict validation sees them.
 */
export async function kubernetesSchemas(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'profiles-kubernetes-schemas-'));
  const write = (kind: string, schema: Schema) =>
    writeFile(join(folder, `${kind.toLowerCase()}.json`), JSON.stringify(schema));
  for (const [kind, schema] of await builtInKinds()) await write(kind, schema);
  for (const plural of ['servicemonitors', 'prometheusrules']) {
    const [kind, schema] = await customKind(plural);
    await write(kind, schema);
  }
  return join(folder, '{{ .ResourceKind }}.json');
}

async function builtInKinds(): Promise<[string, Schema][]> {
  const file = join(await goModule(KUBERNETES, GO_OPTIONS), 'api/openapi-spec/swagger.json');
  const { definitions } = JSON.parse(await readFile(file, 'utf8')) as { definitions: Record<string, Schema> };
  const strict = Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [name, strictly(name, schema)]),
  );
  const stable = /^io\.k8s\.api\.(core|apps|batch|policy|networking|autoscaling)\.v[12]\.([A-Z]\w+)$/;
  return Object.keys(strict)
    .sort()
    .flatMap((name): [string, Schema][] => {
      const kind = stable.exec(name)?.[2];
      if (kind === undefined || definitions[name]?.['x-kubernetes-group-version-kind'] === undefined) return [];
      return [[kind, { $ref: `#/definitions/${name}`, definitions: strict }]];
    });
}

async function customKind(plural: string): Promise<[string, Schema]> {
  const folder = await goModule(PROMETHEUS_OPERATOR, GO_OPTIONS);
  const file = join(folder, `example/prometheus-operator-crd/monitoring.coreos.com_${plural}.yaml`);
  const { spec } = parse(await readFile(file, 'utf8')) as {
    spec: { names: { kind: string }; versions: [{ schema: { openAPIV3Schema: Schema } }] };
  };
  const schema = closed(spec.versions[0].schema.openAPIV3Schema) as Schema;
  return [
    spec.names.kind,
    { ...schema, properties: { ...(schema['properties'] as Schema), metadata: { type: 'object' } } },
  ];
}

/** A definition without unknown fields. Two types of Kubernetes take numbers, which the document does not say. */
function strictly(name: string, schema: Schema): Schema {
  if (name.endsWith('.IntOrString') || name.endsWith('.resource.Quantity')) return { type: ['string', 'number'] };
  return closed(schema) as Schema;
}

/** Refuses unknown fields wherever fields are listed. */
function closed(value: Json): Json {
  if (Array.isArray(value)) return value.map(closed);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value)
    // A name of a format that JSON Schema does not know says nothing.
    .filter(([key, inner]) => !(key === 'format' && typeof inner === 'string'))
    .map(([key, inner]): [string, Json] => [key, closed(inner)]);
  const result: Schema = Object.fromEntries(entries);
  const lists = typeof result['properties'] === 'object' && result['type'] === 'object';
  return lists && result['additionalProperties'] === undefined ? { ...result, additionalProperties: false } : result;
}
