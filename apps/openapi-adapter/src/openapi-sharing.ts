import { pascal } from './openapi-inputs.js';
import { type JsonSchema, mapValues } from './openapi-schemas.js';

// Parts that stand in the document several times alike are moved to the components.

/** The parts of an operation that are shared. */
export interface Sharing {
  readonly parameters?: unknown[];
  readonly responses: Readonly<Record<string, unknown>>;
}

/** The operations, which refer to the components. */
export interface Shared<T> {
  readonly operations: readonly T[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly responses: Readonly<Record<string, unknown>>;
}

/** Moves parameters and responses to the components. */
export function shareParts<T extends Sharing>(operations: readonly T[]): Shared<T> {
  const parameters = componentsOf(
    'parameters',
    operations.flatMap(({ parameters: own = [] }) => own.flatMap(namedParameter)),
  );
  const responses = componentsOf(
    'responses',
    operations.flatMap(({ responses: own }) => Object.entries(own).flatMap(namedResponse)),
  );
  return {
    operations: operations.map((operation) => ({
      ...operation,
      parameters: operation.parameters?.map(parameters.referenceOr),
      responses: mapValues(operation.responses, responses.referenceOr),
    })),
    parameters: parameters.components,
    responses: responses.components,
  };
}

/** A reference takes about this many characters: a shorter part is not shared. */
const REFERENCE_LENGTH = 60;

/** Of a field that is more than one value, such as an enum, only a long one is shared, because it becomes a type of its own. */
const LONG_LIST = 500;

/** Moves the fields that several of these schemas have alike to schemas of their own. */
export function shareFields(schemas: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> {
  const fields = Object.values(schemas)
    .flatMap(({ properties = {} }) => Object.entries(properties))
    .filter(([, field]) => JSON.stringify(field).length > (isPlain(field) ? REFERENCE_LENGTH : LONG_LIST))
    .map(([name, part]) => ({ name: `${pascal(name)}Field`, part }));
  const { components, referenceOr } = componentsOf('schemas', fields);
  const shared = mapValues(schemas, ({ properties, ...schema }) => ({
    ...schema,
    ...(properties !== undefined && { properties: mapValues(properties, (field) => referenceOr(field) as JsonSchema) }),
  }));
  return { ...shared, ...(components as Record<string, JsonSchema>) };
}

/** A schema of one value. */
function isPlain({ $ref, items, anyOf, properties, enum: values }: JsonSchema): boolean {
  return [$ref, items, anyOf, properties, values].every((one) => one === undefined);
}

interface Part {
  /** The name of a component with this part. */
  readonly name: string;
  readonly part: unknown;
}

function namedParameter(part: unknown): Part[] {
  const { name, in: place } = part as { name?: string; in?: string };
  // Some generators keep schemas, parameters and responses in one namespace.
  return name === undefined ? [] : [{ name: `${pascal(name)}${place === 'path' ? 'Path' : 'Query'}`, part }];
}

function namedResponse([status, part]: readonly [string, unknown]): Part[] {
  const { $ref, content } = part as { $ref?: string; content?: Record<string, { schema: JsonSchema }> };
  if ($ref !== undefined) return [];
  if (content === undefined) return [{ name: status === '204' ? 'Done' : `Status${status}`, part }];
  const schema = content['application/json']?.schema ?? {};
  const target = schema.$ref ?? schema.items?.$ref ?? schema.anyOf?.[0]?.$ref ?? 'Value';
  const name = `Ok${target.slice(target.lastIndexOf('/') + 1)}`;
  return [{ name: schema.items === undefined ? name : `${name}List`, part }];
}

/** The parts that occur more than once as components, and the references that replace them. */
function componentsOf(section: string, parts: readonly Part[]) {
  const uses = new Map<string, Part & { readonly count: number }>();
  for (const one of parts) {
    const key = JSON.stringify(one.part);
    uses.set(key, { ...one, count: (uses.get(key)?.count ?? 0) + 1 });
  }
  const components: Record<string, unknown> = {};
  const references = new Map<string, { $ref: string }>();
  for (const [key, { name, part, count }] of uses) {
    if (count === 1) continue;
    const unique = unusedName(name, components);
    components[unique] = part;
    references.set(key, { $ref: `#/components/${section}/${unique}` });
  }
  return { components, referenceOr: (part: unknown) => references.get(JSON.stringify(part)) ?? part };
}

function unusedName(name: string, taken: Readonly<Record<string, unknown>>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}${number}`;
    if (!Object.hasOwn(taken, candidate)) return candidate;
  }
}

/** The same path item, with parameters that all of its operations have in one place. */
export function withPathParameters<T extends Sharing>(item: Readonly<Record<string, T>>): Record<string, unknown> {
  const operations = Object.values(item);
  const texts = operations.map(({ parameters = [] }) => new Set(parameters.map((one) => JSON.stringify(one))));
  const isEverywhere = (part: unknown) => texts.every((own) => own.has(JSON.stringify(part)));
  const parameters = (operations[0]?.parameters ?? []).filter(isEverywhere);
  if (operations.length < 2 || parameters.length === 0) return item;
  const without = mapValues(item, (operation) => {
    const own = operation.parameters?.filter((one) => !isEverywhere(one)) ?? [];
    const { parameters: _moved, ...others } = operation;
    return { ...others, ...(own.length > 0 && { parameters: own }) };
  });
  return { parameters, ...without };
}
