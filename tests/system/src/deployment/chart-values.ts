import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { namedSettingsOf, sharedSettings } from './app-settings.js';

/** One value of the chart. */
export interface ChartValue {
  /** Keys from the root, such as `mongodb.uri`. */
  readonly path: string;
  readonly defaultValue: unknown;
  readonly description: string;
}

/** A node of values.yaml: a value with its description, or a group of them. */
type Node = ChartValue | { readonly path: string; readonly children: readonly Node[] };

/** The values with a comment `# -- description` before them; what is below such a value belongs to it. */
export function chartValues(text: string): ChartValue[] {
  const flat = (node: Node): ChartValue[] => ('children' in node ? node.children.flatMap(flat) : [node]);
  return nodesOf(text).flatMap(flat);
}

function nodesOf(text: string): Node[] {
  const { contents } = parseDocument(text);
  return isMap(contents) ? childrenOf(contents as YAMLMap, '') : [];
}

function childrenOf(map: YAMLMap, prefix: string): Node[] {
  return map.items.map((pair, index) => {
    const path = `${prefix}${String(isScalar(pair.key) ? pair.key.value : pair.key)}`;
    // The parser gives the comment before the first key to the map.
    const comment = (index === 0 ? map.commentBefore : undefined) ?? commentOf(pair);
    const described = /^ -- ([\s\S]*)$/m.exec(comment ?? '')?.[1];
    if (described === undefined && isMap(pair.value)) {
      return { path, children: childrenOf(pair.value as YAMLMap, `${path}.`) };
    }
    if (described === undefined) throw new Error(`values.yaml: ${path} has no description ("# -- …").`);
    const defaultValue = (pair.value as { toJSON(): unknown }).toJSON();
    return { path, defaultValue, description: described.replaceAll(/\s*\n\s*/g, ' ').trim() };
  });
}

function commentOf({ key }: Pair): string | undefined {
  return isScalar(key) ? (key.commentBefore ?? undefined) : undefined;
}

const TEXT_OR_NUMBER = { type: ['string', 'number', 'boolean'] };

/** Restrictions that the default value does not show. */
const RESTRICTIONS: Readonly<Record<string, object>> = {
  'image.registry': { pattern: '^(|.*/)$' },
  'image.pullPolicy': { enum: ['Always', 'IfNotPresent', 'Never'] },
  'auth.jwksUrl': { pattern: '^(|https://.*)$' },
  // Credentials come from a Secret.
  'mongodb.uri': { pattern: '^(|mongodb(\\+srv)?://[^@]+)$' },
  'nats.url': { pattern: '^[^@]*$' },
  'nats.authentication': { enum: ['password', 'token', 'creds'] },
  'console.origin': { pattern: '^(|https://[^/]+)$' },
  'console.serviceUrl': { pattern: '^(|https://[^/]+)$' },
  'console.issuer': { pattern: '^(|https://.*)$' },
  'shutdown.drainSeconds': { minimum: 5, maximum: 300 },
  // Requests in progress get 15 seconds; what the app releases afterwards takes the rest.
  'shutdown.closeSeconds': { minimum: 20 },
  // One lease each.
  'natsPublisher.replicas': { minimum: 0, maximum: 16 },
  'natsPublisher.autoscaling.maxReplicas': { minimum: 1, maximum: 16 },
  'command.app': { enum: ['profilesService', 'natsPublisher', 'retention'] },
  'migrations.commands': {
    items: {
      type: 'object',
      required: ['name', 'args'],
      additionalProperties: false,
      properties: {
        name: { type: 'string', pattern: '^[a-z][a-z0-9-]*$' },
        args: { type: 'array', items: { type: 'string' } },
      },
    },
  },
};

/** The schema of the values. A misspelt key is refused, and so is a misspelt setting. */
export function chartSchema(text: string): object {
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...groupSchema(nodesOf(text)) };
}

function groupSchema(nodes: readonly Node[]): object {
  const entries = nodes.map((node) => [String(node.path.split('.').at(-1)), schemaOf(node)]);
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(entries) };
}

function schemaOf(node: Node): object {
  if ('children' in node) return groupSchema(node.children);
  const { path, description, defaultValue } = node;
  const [app, last] = path.split('.');
  if (path === 'settings') return { description, ...settingsSchema(sharedSettings()) };
  if (last === 'settings' && app !== undefined) return { description, ...settingsSchema(namedSettingsOf(app)) };
  return { description, ...typeOf(defaultValue), ...RESTRICTIONS[path] };
}

function settingsSchema(names: readonly string[]): object {
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries([...names].sort().map((name) => [name, TEXT_OR_NUMBER])),
    // The variables of the OpenTelemetry specification.
    patternProperties: { '^OTEL_[A-Z0-9_]+$': TEXT_OR_NUMBER },
  };
}

function typeOf(value: unknown): object {
  if (Array.isArray(value)) return { type: 'array' };
  if (typeof value === 'number') return { type: 'integer', minimum: 0 };
  return { type: typeof value };
}

/** The table of the values for the README of the chart. */
export function valuesTable(values: readonly ChartValue[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const shown = (value: unknown) => (value === '' ? '' : `\`${JSON.stringify(value)}\``);
  const rows = values.map(
    ({ path, defaultValue, description }) => `| \`${path}\` | ${cell(shown(defaultValue))} | ${cell(description)} |`,
  );
  return ['| value | default | meaning |', '|---|---|---|', ...rows].join('\n');
}
