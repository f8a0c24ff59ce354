import { bodyTypesOf, DOCUMENTED_SUBJECT, type NamedOperation, type Operation, takesBody } from '@profiles/contracts';
import { z } from 'zod';
import { type JsonSchema, portable } from './openapi-schemas.js';

// The place of each input of an operation, and what its schema says about it.

/** A parameter of an OpenAPI operation. */
export interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required: boolean;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly schema: JsonSchema;
  readonly example?: unknown;
}

/** The body of an OpenAPI operation. */
export interface RequestBody {
  readonly required?: boolean;
  readonly description?: string;
  readonly content: Record<string, { schema: JsonSchema; example?: unknown }>;
}

/** A parameter or a body as trpc-openapi makes it. */
export interface MadeParameter {
  readonly in?: string;
  readonly name?: string;
  readonly required?: boolean;
}
export interface MadeBody {
  readonly required?: boolean;
  readonly content: Record<string, { schema: JsonSchema }>;
}

/** The parameters in the path and the query: those trpc-openapi found, and those a body of its making held. */
export function inputParameters(
  made: readonly MadeParameter[],
  body: MadeBody | undefined,
  operation: Operation,
): Parameter[] {
  const schemas = fieldSchemas(operation);
  const example = exampleOf(operation);
  const moved = body === undefined ? [] : (operation.rest.query ?? []).map((name) => ({ in: 'query', name }));
  return [...made, ...moved].map(({ in: place = 'query', name = '', required }: MadeParameter) => {
    const { description, deprecated, examples, ...schema } = portable(schemas[name] ?? {}, 'request');
    const shown = Object.hasOwn(example, name) ? example[name] : examples?.[0];
    return {
      in: place,
      name,
      required: required === true,
      ...(description !== undefined && { description }),
      ...(deprecated && { deprecated: true }),
      schema: place === 'path' ? withoutNull(schema) : schema,
      ...(shown !== undefined && { example: shown }),
    };
  });
}

/** Each field as its own schema describes it. trpc-openapi drops the metadata that a field has outside of its optional(). */
function fieldSchemas({ input }: Operation): Record<string, JsonSchema> {
  const { properties = {} } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  return properties as Record<string, JsonSchema>;
}

function exampleOf({ example }: Operation): Readonly<Record<string, unknown>> {
  return example(DOCUMENTED_SUBJECT) as Record<string, unknown>;
}

/** The body without fields that come in the query, and the schemas that it refers to; undefined when no field is left. */
export function bodyOf(made: MadeBody | undefined, { operation }: NamedOperation) {
  const { rest } = operation;
  const given = made?.content['application/json']?.schema;
  if (given === undefined || !takesBody(rest)) return undefined;
  const properties = Object.entries(given.properties ?? {}).filter(([name]) => !rest.query?.includes(name));
  if (properties.length === 0) return undefined;
  const base = pascal(operation.slug);
  if (rest.bodyUnder !== undefined) return listBody(given.properties?.[rest.bodyUnder] ?? {}, base, operation);
  const { dependentRequired } = (operation.input.meta() ?? {}) as JsonSchema;
  // trpc-openapi rebuilds an object with checks from its fields. It drops the metadata of the object, and that unknown
  // fields are refused.
  const schema = portable(
    {
      type: 'object',
      ...(given.required !== undefined && { required: given.required }),
      properties: { ...Object.fromEntries(properties), ...repeatedFields(operation) },
      ...(dependentRequired !== undefined && { dependentRequired }),
      additionalProperties: false,
    },
    'request',
  );
  const variants = variantsOf(schema, operation);
  const name = `${base}Request`;
  const named = variants === undefined ? schema : { anyOf: Object.keys(variants).map(referenceTo) };
  const example = exampleBody(operation, Object.keys(schema.properties ?? {}));
  // No body at all means {}.
  const isRequired = (schema.required ?? []).length > 0 || needsAny(operation);
  return {
    body: { required: isRequired, content: contentOf({ schema: referenceTo(name), example }, operation) },
    schemas: { [name]: named, ...variants },
  };
}

function listBody(list: JsonSchema, base: string, operation: Operation) {
  const name = `${base}Request`;
  const example = exampleOf(operation)[operation.rest.bodyUnder ?? ''];
  return {
    body: { required: true, content: contentOf({ schema: referenceTo(name), example }, operation) },
    schemas: { [name]: portable(list, 'request') },
  };
}

/** A rule across fields may ask for a field although none of them is required by itself. */
function needsAny(operation: Operation): boolean {
  const { input, rest } = operation;
  const example = exampleOf(operation);
  const inPath = Object.fromEntries(
    Object.keys(input.shape)
      .filter((name) => rest.path.includes(`{${name}}`))
      .map((name) => [name, example[name]]),
  );
  return !input.safeParse(inPath).success;
}

/** The same content under each media type that the operation takes. */
function contentOf(content: RequestBody['content'][string], { rest }: Operation): RequestBody['content'] {
  return Object.fromEntries(bodyTypesOf(rest).map((type) => [type, content]));
}

function exampleBody(operation: Operation, names: readonly string[]): Record<string, unknown> {
  const { path, alsoInBody = [] } = operation.rest;
  const isShown = (name: string) => names.includes(name) && !path.includes(`{${name}}`) && !alsoInBody.includes(name);
  return Object.fromEntries(Object.entries(exampleOf(operation)).filter(([name]) => isShown(name)));
}

/** Path parameters that the body may repeat. */
function repeatedFields(operation: Operation): Record<string, JsonSchema> {
  const schemas = fieldSchemas(operation);
  const repeated = (name: string) => ({ ...schemas[name], description: 'As in the path, where it is given again.' });
  return Object.fromEntries((operation.rest.alsoInBody ?? []).map((name) => [name, repeated(name)]));
}

/** One schema for each kind of body, with the required fields of that kind. */
function variantsOf(schema: JsonSchema, { variants }: Operation): Record<string, JsonSchema> | undefined {
  if (variants === undefined) return undefined;
  return Object.fromEntries(
    variants.map(({ name, required, oneOf }) => {
      const properties = Object.entries(schema.properties ?? {}).map(([field, form]) => {
        const settled =
          oneOf[field] === undefined ? form : { ...form, enum: oneOf[field], examples: oneOf[field].slice(0, 1) };
        return [field, required.includes(field) ? withoutNull(settled) : settled] as const;
      });
      const all = [...(schema.required ?? []), ...required];
      return [name, { ...schema, required: all, properties: Object.fromEntries(properties) }];
    }),
  );
}

function withoutNull(schema: JsonSchema): JsonSchema {
  const { type } = schema;
  if (!Array.isArray(type)) return schema;
  const [only] = type.filter((one) => one !== 'null');
  return { ...schema, type: only };
}

function referenceTo(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** `create-profile` as `CreateProfile`. */
export function pascal(slug: string): string {
  return slug.replace(/(?:^|[-_ ])(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
