import {
  acceptsIdempotencyKey,
  bodyTypesOf,
  type CatalogueEntry,
  ERROR_CATALOGUE,
  OPERATION_LIST,
} from '@profiles/contracts';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from './openapi-document.js';

interface Operation {
  operationId: string;
  parameters: { in?: string; name?: string; $ref?: string; schema?: { examples?: unknown[] } }[];
  requestBody?: {
    required: boolean;
    content: Record<string, { schema: { properties: object; additionalProperties?: boolean } }>;
  };
  responses: Record<string, { content?: Record<string, unknown>; headers: Record<string, unknown> }>;
  security: unknown;
}

// As it goes over the wire.
const document = JSON.parse(JSON.stringify(openApiDocument({ prefix: '/customers/v2' })));
const operationOf = (path: string, method: string): Operation => document.paths[path][method.toLowerCase()];
const bodySchema = ({ requestBody }: Operation) => requestBody?.content['application/json']?.schema;

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toBe('3.1.0');
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
  });

  test.each(OPERATION_LIST)('$name stands in it with its name, its headers and the bearer token', (named) => {
    const { rest, kind } = named.operation;
    const operation = operationOf(rest.path, rest.method);
    expect(operation.operationId).toBe(named.name.replace(/\.(\w)/, (_dot, letter: string) => letter.toUpperCase()));
    expect(operation.security).toEqual([{ bearer: [] }]);
    const shared = operation.parameters.flatMap(({ $ref }) => $ref?.replace('#/components/parameters/', '') ?? []);
    expect(shared).toEqual(expect.arrayContaining(['ClientName', 'CorrelationId']));
    expect(shared.includes('IfMatch')).toBe(kind === 'mutation');
    expect(shared.includes('IdempotencyKey')).toBe(acceptsIdempotencyKey(named.operation));
  });

  test.each(OPERATION_LIST)('$name shows every status that can happen, errors as problem details', ({ operation }) => {
    const { responses } = operationOf(operation.rest.path, operation.rest.method);
    const success = operation.rest.success ?? 200;
    const expected = new Set([success, 400, 401, 403, 429, 500, 503]);
    if (operation.rest.path.includes('{')) expected.add(414);
    const { kind, returnsProfile, neverNotModified } = operation;
    if (kind === 'query' && returnsProfile && !neverNotModified) expected.add(304);
    for (const code of operation.errors) {
      const { status, alsoStatus = status }: CatalogueEntry = ERROR_CATALOGUE[code];
      expected.add(status).add(alsoStatus);
    }
    if (operation.kind === 'mutation') for (const status of [412, 413, 415]) expected.add(status);
    if (acceptsIdempotencyKey(operation)) expected.add(409).add(422);
    expect(new Set(Object.keys(responses).map(Number))).toEqual(expected);
    for (const [status, response] of Object.entries(responses)) {
      expect(response.headers).toHaveProperty('X-Correlation-Id');
      if (status === '204' || status === '304') expect(response).not.toHaveProperty('content');
      else if (status !== '200') expect(Object.keys(response.content ?? {})).toEqual(['application/problem+json']);
    }
  });

  test.each(OPERATION_LIST)('each input of $name stands in exactly one place', ({ operation }) => {
    const { path, method, query = [], alsoInBody = [], bodyUnder } = operation.rest;
    const { parameters, requestBody } = operationOf(path, method);
    const body = bodyUnder
      ? [bodyUnder]
      : Object.keys(requestBody?.content['application/json']?.schema.properties ?? {});
    const named = parameters.flatMap(({ name }) => name ?? []);
    expect([...named, ...body].filter((name) => !alsoInBody.includes(name)).sort()).toEqual(
      Object.keys(operation.input.shape)
        .filter((name) => !alsoInBody.includes(name))
        .sort(),
    );
    expect(named).toEqual(expect.arrayContaining([...query]));
    if (requestBody) expect(Object.keys(requestBody.content)).toEqual(bodyTypesOf(operation.rest));
    // Unknown fields are refused.
    const schema = requestBody?.content['application/json']?.schema;
    if (schema) expect(schema).toMatchObject(bodyUnder ? { type: 'array' } : { additionalProperties: false });
  });

  test('deprecated twins are marked, and nothing of trpc-openapi’s own error shapes is left', () => {
    const { properties } = document.components.schemas.CustomerResponse;
    for (const twin of ['id', 'telephoneNumber', 'customerAccountId', 'languagePreference', 'notes', 'consents']) {
      expect(properties[twin]).toMatchObject({ deprecated: true });
    }
    expect(JSON.stringify(document)).not.toContain('error.BAD_REQUEST');
  });

  test('what holds between fields stands in it too', () => {
    const bodyOf = (path: string, method: string) => bodySchema(operationOf(path, method));
    expect(bodyOf('/profiles', 'post')).toMatchObject({ dependentRequired: {}, allOf: [{ if: {}, else: {} }] });
    expect(bodyOf('/profiles/{customerNumber}', 'put')).toMatchObject({ if: {}, else: {} });
    expect(bodyOf('/profiles/lookup', 'post')).toMatchObject({ anyOf: [{}, {}] });
    expect(bodyOf('/profiles/{customerNumber}/connected-profiles', 'post')).toMatchObject({ anyOf: [{}, {}] });
    expect(document.components.schemas.PostalAddressRequest).toMatchObject({ if: {} });
  });

  test('a body may be left out where all its fields may', () => {
    expect(operationOf('/preferences/{preferenceId}', 'put').requestBody?.required).toBe(false);
    expect(operationOf('/profiles/lookup', 'post').requestBody?.required).toBe(true);
  });

  test('a body may repeat what the path says', () => {
    const path = '/profiles/{customerNumber}/ecard-ownerships/{ecardOperator}/{ecardNumber}';
    expect(bodySchema(operationOf(path, 'put'))?.properties).toMatchObject({ ecardOperator: {}, ecardNumber: {} });
  });

  test('each parameter has an example, but for the cursor, which only an answer can give', () => {
    const named = OPERATION_LIST.flatMap(({ operation }) => operationOf(operation.rest.path, operation.rest.method));
    const parameters = [
      ...named.flatMap(({ parameters }) => parameters),
      ...Object.values(document.components.parameters),
    ];
    const without = (parameters as Operation['parameters']).filter(({ name, schema }) => name && !schema?.examples);
    expect([...new Set(without.map(({ name }) => name))]).toEqual(['cursor']);
    const search = operationOf('/profiles-search', 'get').parameters;
    expect(search.find(({ name }) => name === 'telephoneNumber')).toMatchObject({ deprecated: true });
    expect(search.find(({ name }) => name === 'dateOfBirth')).toMatchObject({
      schema: { anyOf: [{ format: 'date' }, {}] },
    });
  });

  test('the answer of a customer requires exactly the fields it always has', () => {
    expect([...document.components.schemas.CustomerResponse.required].sort()).toEqual(
      [
        ...['uuid', 'status', 'surname', 'firstName', 'changedAt', 'changedBy', 'changedByChannel', 'createdAt'],
        ...['createdBy', 'createdByChannel', 'customerNumber', 'organisationId', 'profileType'],
      ].sort(),
    );
  });
});
