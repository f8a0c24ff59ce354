import type { JsonSchema } from './openapi-schemas.js';

// Examples of the properties of responses: the values that the recorded responses have there.

type Schemas = Readonly<Record<string, JsonSchema>>;

/** A schema, and a value that it describes. */
export interface Illustration {
  readonly schema: JsonSchema;
  readonly value: unknown;
}

/** The schemas, with an example for each property that has none and whose value occurs in one of these illustrations. */
export function withPropertyExamples(
  schemas: Schemas,
  illustrations: readonly Illustration[],
): Record<string, JsonSchema> {
  const values = new Map<string, unknown[]>();
  for (const illustration of illustrations) collect(illustration, schemas, values);
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, illustrated(schema, values.get(name) ?? [])]),
  );
}

/** Adds the value, and those in it, to the values of the components that they belong to. */
function collect({ schema, value }: Illustration, schemas: Schemas, values: Map<string, unknown[]>): void {
  const name = schema.$ref?.slice(schema.$ref.lastIndexOf('/') + 1);
  if (name !== undefined) {
    values.set(name, [...(values.get(name) ?? []), value]);
    collect({ schema: schemas[name] ?? {}, value }, schemas, values);
    return;
  }
  const { properties = {}, items } = schema;
  for (const [property, form] of Object.entries(properties)) {
    const inner = memberOf(value, property);
    if (inner !== undefined) collect({ schema: form, value: inner }, schemas, values);
  }
  if (items !== undefined && Array.isArray(value)) {
    for (const entry of value) collect({ schema: items, value: entry }, schemas, values);
  }
}

function illustrated(schema: JsonSchema, values: readonly unknown[]): JsonSchema {
  const { properties, items } = schema;
  if (items?.properties !== undefined) return { ...schema, items: illustrated(items, values.flatMap(entriesOf)) };
  if (properties === undefined) return schema;
  const named = Object.entries(properties).map(([name, form]) => {
    const inner = values.map((value) => memberOf(value, name)).filter((value) => value !== undefined);
    return [name, withExample(illustrated(form, inner), inner)] as const;
  });
  return { ...schema, properties: Object.fromEntries(named) };
}

/** An object, or a list of objects, has examples in its own properties. */
function withExample(schema: JsonSchema, values: readonly unknown[]): JsonSchema {
  const { $ref, properties, items, examples, anyOf } = schema;
  const isNested = [$ref, properties, items?.$ref, items?.properties].some((one) => one !== undefined);
  const example = values.find((value) => !isEmptyList(value));
  if (isNested || anyOf !== undefined || examples !== undefined || example === undefined) return schema;
  return { ...schema, examples: [example] };
}

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;
const entriesOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
