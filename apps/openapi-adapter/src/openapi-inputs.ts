import { bodyTypesOf, type Operation } from '@profiles/contracts';
import { z } from 'zod';

// Where each input of an operation stands, and what its schema says about it.

/** A parameter of an OpenAPI operation. */
export interface Parameter {
  readonly in?: string;
  readonly name?: string;
  readonly schema?: FieldSchema;
}

/** The body of an OpenAPI operation. */
export interface RequestBody {
  readonly required?: boolean;
  readonly content: Record<string, { schema: BodySchema }>;
}

interface FieldSchema {
  readonly description?: string;
  readonly deprecated?: boolean;
}

interface BodySchema {
  readonly properties?: Record<string, object>;
  readonly required?: string[];
}

/** The parameters in the path and the query: those trpc-openapi found, and those a body of its making held. */
export function inputParameters(made: Parameter[], body: RequestBody | undefined, operation: Operation): Parameter[] {
  const schemas = fieldSchemas(operation);
  const moved = (operation.rest.query ?? []).map((name) => ({ in: 'query', name, required: false }));
  return [...made, ...(body === undefined ? [] : moved)].map((parameter) => {
    const schema = schemas[parameter.name ?? ''] ?? {};
    return {
      ...parameter,
      ...(schema.description !== undefined && { description: schema.description }),
      ...(schema.deprecated && { deprecated: true }),
      schema,
    };
  });
}

/** Each field as its own schema describes it. trpc-openapi drops the metadata that a field has outside of its optional(). */
function fieldSchemas({ input }: Operation): Record<string, FieldSchema> {
  const { properties = {} } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  return properties as Record<string, FieldSchema>;
}

/** The body without what comes in the query; none when nothing is left. */
export function bodyOf(body: RequestBody | undefined, operation: Operation): RequestBody | undefined {
  const { rest } = operation;
  const content = body?.content['application/json'];
  if (body === undefined || content === undefined) return undefined;
  const fields = Object.entries(content.schema.properties ?? {}).filter(([name]) => !rest.query?.includes(name));
  if (fields.length === 0) return undefined;
  const list = rest.bodyUnder === undefined ? undefined : content.schema.properties?.[rest.bodyUnder];
  if (list !== undefined) return { ...body, content: contentOf({ ...content, schema: list }, operation) };
  // trpc-openapi rebuilds an object with checks from its fields. It drops the metadata of the object, and that unknown
  // fields are refused.
  const schema = {
    ...content.schema,
    properties: { ...Object.fromEntries(fields), ...repeatedFields(operation) },
    ...conditionsOf(operation),
    additionalProperties: false,
  };
  // No body at all means {}.
  const required = content.schema.required !== undefined || 'anyOf' in schema;
  return { ...body, required, content: contentOf({ ...content, schema }, operation) };
}

/** The same content under each media type that the operation takes. */
function contentOf(content: { schema: BodySchema }, { rest }: Operation): RequestBody['content'] {
  return Object.fromEntries(bodyTypesOf(rest).map((type) => [type, content]));
}

/** Path parameters that the body may repeat. */
function repeatedFields(operation: Operation): Record<string, object> {
  const schemas = fieldSchemas(operation);
  const repeated = (name: string) => ({ ...schemas[name], description: 'As in the path, where it is given again.' });
  return Object.fromEntries((operation.rest.alsoInBody ?? []).map((name) => [name, repeated(name)]));
}

const CONDITIONS = ['allOf', 'anyOf', 'dependentRequired', 'if', 'then', 'else'];

/** What an input says about its fields together. */
function conditionsOf({ input }: Operation): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input.meta() ?? {}).filter(([keyword]) => CONDITIONS.includes(keyword)));
}
