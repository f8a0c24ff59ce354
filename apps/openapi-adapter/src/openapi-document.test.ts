import { acceptsIdempotencyKey, bodyTypesOf, OPERATION_LIST } from '@profiles/contracts';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from './openapi-document.js';
import { errorCodesOf } from './openapi-operation.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | string[];
  readonly properties?: Record<string, Schema>;
  readonly required?: string[];
  readonly anyOf?: Schema[];
  readonly items?: Schema;
  readonly deprecated?: boolean;
  readonly description?: string;
  readonly examples?: unknown[];
  readonly additionalProperties?: unknown;
}
interface Parameter {
  readonly in?: string;
  readonly name: string;
  readonly example?: unknown;
  readonly deprecated?: boolean;
  readonly schema: Schema;
}
interface Response {
  readonly description: string;
  readonly headers: Record<string, unknown>;
  readonly content?: Record<string, { schema: Schema; example?: unknown; examples?: Record<string, unknown> }>;
}
interface Operation {
  readonly operationId: string;
  readonly description: string;
  readonly security: unknown;
  readonly parameters: readonly object[];
  readonly requestBody?: { required: boolean; content: Record<string, { schema: Schema; example: unknown }> };
  readonly responses: Record<string, object>;
  readonly 'x-entur-permissions': string[];
  readonly 'x-entur-error-codes': number[];
}

/** The most bytes that the document may have for each operation: see the limit of the whole in the last test. */
const MAX_BYTES_PER_OPERATION = 4_350;

// As it goes over the wire.
const text = JSON.stringify(openApiDocument({ prefix: '/customers/v2', publicUrl: 'https://profiles.example.org' }));
const document = JSON.parse(text);

/** Follows a reference; what stands beside it wins (OpenAPI 3.1, Reference Object). */
function resolved<T>(part: object): T {
  const { $ref, ...beside } = part as { $ref?: string };
  if ($ref === undefined) return part as T;
  const target = $ref
    .slice(2)
    .split('/')
    .reduce((value, key) => value[key], document);
  expect(target, $ref).toBeDefined();
  return resolved({ ...target, ...beside });
}

const operationOf = (path: string, method: string): Operation => document.paths[path][method.toLowerCase()];
const parametersOf = (path: string, method: string): Parameter[] =>
  [...(document.paths[path].parameters ?? []), ...(operationOf(path, method).parameters ?? [])].map((one) =>
    resolved(one),
  );
const responseOf = ({ responses }: Operation, status: number | string): Response =>
  resolved(responses[status] as object);

/** The schemas of a body: one, or each of its kinds. */
function bodySchemas({ requestBody }: Operation): Schema[] {
  const schema = requestBody?.content['application/json']?.schema;
  if (schema === undefined) return [];
  const body = resolved<Schema>(schema);
  return (body.anyOf ?? [body]).map((one) => resolved<Schema>(one));
}

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toBe('3.1.0');
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
  });

  test('says who publishes it, under which licence, where it is served, and how to get a token', () => {
    expect(document.info).toMatchObject({
      contact: { url: expect.any(String) },
      license: { identifier: 'Apache-2.0' },
    });
    expect(document.servers).toEqual([
      { url: 'https://profiles.example.org/customers/v2', description: expect.any(String) },
    ]);
    for (const tag of document.tags) expect(tag.description, tag.name).toMatch(/\.$/);
    expect(document.components.securitySchemes.bearer.description).toContain('Get a token from the issuer');
  });

  test.each(OPERATION_LIST)('$name stands in it with its name, permission, headers and the bearer token', (named) => {
    const { rest, kind, permission } = named.operation;
    const operation = operationOf(rest.path, rest.method);
    expect(operation.operationId).toBe(named.name.replace(/\.(\w)/, (_dot, letter: string) => letter.toUpperCase()));
    expect(operation.security).toEqual([{ bearer: [] }]);
    expect(operation['x-entur-permissions']).toEqual([permission]);
    expect(operation.description).toContain(`\`${permission}\``);
    const headers = parametersOf(rest.path, rest.method).filter((one) => one.in === 'header');
    const names = headers.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['ET-Client-Name', 'X-Correlation-Id']));
    expect(names.includes('If-Match')).toBe(kind === 'mutation');
    expect(names.includes('Idempotency-Key')).toBe(acceptsIdempotencyKey(named.operation));
  });

  test.each(OPERATION_LIST)('$name shows an example of every error code that it can respond with', ({ operation }) => {
    const made = operationOf(operation.rest.path, operation.rest.method);
    const { [String(operation.rest.success ?? 200)]: _success, '304': notModified, ...problems } = made.responses;
    const shown = Object.keys(problems).flatMap((status) => {
      const { content, headers } = responseOf(made, status);
      expect(headers).toHaveProperty('X-Correlation-Id');
      expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
      return Object.keys(content?.['application/problem+json']?.examples ?? {}).map(Number);
    });
    expect(shown).toEqual(expect.arrayContaining([...errorCodesOf(operation)]));
    expect(made['x-entur-error-codes']).toEqual([...operation.errors].sort());
    const { kind, returnsProfile, neverNotModified } = operation;
    expect(notModified !== undefined).toBe(kind === 'query' && returnsProfile === true && !neverNotModified);
  });

  test.each(OPERATION_LIST)('$name shows its request and its response', ({ operation }) => {
    const { rest } = operation;
    const made = operationOf(rest.path, rest.method);
    const success = responseOf(made, rest.success ?? 200);
    expect(success.headers).toHaveProperty('X-Correlation-Id');
    if (rest.success === 204) expect(success).not.toHaveProperty('content');
    else expect(Object.values(success.content ?? {})[0]?.example, 'run `npm run generate`').toBeDefined();
    for (const { example } of Object.values(made.requestBody?.content ?? {})) expect(example).toBeDefined();
  });

  test.each(OPERATION_LIST)('each input of $name stands in exactly one place', ({ operation }) => {
    const { path, method, query = [], alsoInBody = [], bodyUnder } = operation.rest;
    const { requestBody } = operationOf(path, method);
    const named = parametersOf(path, method)
      .filter((one) => one.in !== 'header')
      .map(({ name }) => name);
    const schemas = bodySchemas(operationOf(path, method));
    const fields = [...new Set(schemas.flatMap(({ properties }) => Object.keys(properties ?? {})))];
    const body = bodyUnder ? [bodyUnder] : fields;
    expect([...named, ...body].filter((name) => !alsoInBody.includes(name)).sort()).toEqual(
      Object.keys(operation.input.shape)
        .filter((name) => !alsoInBody.includes(name))
        .sort(),
    );
    expect(named).toEqual(expect.arrayContaining([...query]));
    if (!requestBody) return;
    expect(Object.keys(requestBody.content)).toEqual(bodyTypesOf(operation.rest));
    // Named, so that generators give them a type. Unknown fields are refused.
    expect(requestBody.content['application/json']?.schema.$ref).toBeDefined();
    for (const schema of schemas) {
      expect(schema).toMatchObject(bodyUnder ? { type: 'array' } : { additionalProperties: false });
    }
  });

  test('deprecated twins are marked, and nothing of trpc-openapi’s own error shapes is left', () => {
    const { properties } = document.components.schemas.CustomerResponse;
    for (const twin of ['id', 'telephoneNumber', 'customerAccountId', 'languagePreference', 'notes', 'consents']) {
      expect(properties[twin]).toMatchObject({ deprecated: true });
    }
    expect(text).not.toContain('error.BAD_REQUEST');
  });

  test('has no keyword that only validators read, and items on every array', () => {
    expect(text).not.toMatch(/"(if|then|else|not|unevaluatedProperties)":/);
    const walk = (part: unknown): void => {
      if (typeof part !== 'object' || part === null) return;
      const { type, items } = part as Schema;
      if ([type].flat().includes('array')) expect(items, JSON.stringify(part)).toBeDefined();
      Object.values(part).forEach(walk);
    };
    walk(document.components.schemas);
    walk(document.paths);
  });

  test('a profile and a temporary profile are created by two kinds of body, each with its required fields', () => {
    const [profile, temporary] = bodySchemas(operationOf('/profiles', 'post'));
    const always = ['organisationId', 'createdBy', 'createdByChannel'];
    expect(profile?.required).toEqual([...always, 'surname', 'firstName']);
    expect(temporary?.required).toEqual([...always, 'profileType', 'expirationDate']);
    for (const name of ['surname', 'firstName'])
      expect(resolved(profile?.properties?.[name] ?? {})).toMatchObject({ type: 'string' });
    expect(temporary?.properties?.['profileType']).toMatchObject({ enum: ['T'] });
  });

  test('a body may be left out where all its fields may', () => {
    expect(operationOf('/preferences/{preferenceId}', 'put').requestBody?.required).toBe(false);
    expect(operationOf('/profiles/lookup', 'post').requestBody?.required).toBe(true);
  });

  test('a body may repeat what the path says', () => {
    const path = '/profiles/{customerNumber}/ecard-ownerships/{ecardOperator}/{ecardNumber}';
    expect(bodySchemas(operationOf(path, 'put'))[0]?.properties).toMatchObject({ ecardOperator: {}, ecardNumber: {} });
  });

  test('each parameter has an example, but for the cursors, which only a response can give', () => {
    const all = OPERATION_LIST.flatMap(({ operation }) => parametersOf(operation.rest.path, operation.rest.method));
    const without = all.filter(({ example }) => example === undefined);
    expect([...new Set(without.map(({ name }) => name))]).toEqual(['cursor', 'after']);
    const search = parametersOf('/profiles-search', 'get');
    expect(search.find(({ name }) => name === 'telephoneNumber')).toMatchObject({ deprecated: true });
    expect(search.find(({ name }) => name === 'dateOfBirth')).toMatchObject({ schema: { format: 'date' } });
  });

  test('each property has a description and an example', () => {
    const walk = (given: Schema, path: string): void => {
      for (const [name, property] of Object.entries(given.properties ?? {})) {
        const at = `${path}.${name}`;
        const form = resolved<Schema>(property);
        const kinds = [form, ...(form.anyOf ?? []).map((one) => resolved<Schema>(one))];
        expect(
          kinds.some(({ description }) => description !== undefined),
          `${at} has no description`,
        ).toBe(true);
        const isNested = kinds.some(({ properties, items }) => properties ?? items?.$ref ?? items?.properties);
        const isShown = isNested || kinds.some(({ examples }) => examples !== undefined);
        expect(isShown, `${at} has no example`).toBe(true);
        if (form.items !== undefined) walk(form.items, at);
        walk(form, at);
      }
    };
    for (const [name, schema] of Object.entries(document.components.schemas)) walk(schema as Schema, name);
  });

  test('the response of a customer requires exactly the fields it always has', () => {
    expect([...document.components.schemas.CustomerResponse.required].sort()).toEqual(
      [
        ...['uuid', 'status', 'surname', 'firstName', 'changedAt', 'changedBy', 'changedByChannel', 'createdAt'],
        ...['createdBy', 'createdByChannel', 'customerNumber', 'organisationId', 'profileType'],
      ].sort(),
    );
  });

  test('stays small: parts that several operations have alike stand in it once', () => {
    expect(Buffer.byteLength(text) / OPERATION_LIST.length).toBeLessThan(MAX_BYTES_PER_OPERATION);
  });
});
