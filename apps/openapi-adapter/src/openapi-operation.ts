import {
  acceptsIdempotencyKey,
  type CatalogueEntry,
  COMMON_ERRORS,
  ERROR_CATALOGUE,
  type ErrorCode,
  IDEMPOTENCY_ERRORS,
  type NamedOperation,
  type Operation,
  WRITE_ERRORS,
} from '@profiles/contracts';
import { bodyOf, inputParameters, type Parameter, type RequestBody } from './openapi-inputs.js';

/** The parts of an OpenAPI operation that are completed here. */
export interface OperationObject {
  operationId?: string;
  security?: unknown[];
  parameters?: Parameter[];
  requestBody?: RequestBody;
  responses: Record<string, unknown>;
}

/** Adds what the schemas do not tell: headers, every status that can happen, and where each field comes from. */
export function completeOperation(
  made: OperationObject,
  { group, method, operation }: NamedOperation,
): OperationObject {
  const { requestBody: body, ...rest } = made;
  const requestBody = bodyOf(body, operation);
  return {
    ...rest,
    // `profiles.create` as a generated client would call it.
    operationId: group + method.charAt(0).toUpperCase() + method.slice(1),
    security: [{ bearer: [] }],
    parameters: [...inputParameters(made.parameters ?? [], body, operation), ...headerParameters(operation)],
    ...(requestBody !== undefined && { requestBody }),
    responses: { ...successOf(made, operation), ...errorResponses(operation) },
  };
}

function headerParameters(operation: Operation): object[] {
  const names = ['ClientName', 'CorrelationId'];
  if (operation.kind === 'mutation') names.push('ChangedBy', 'ChangedByChannel', 'IfMatch');
  if (givesNotModified(operation)) names.push('IfNoneMatch');
  if (acceptsIdempotencyKey(operation)) names.push('IdempotencyKey');
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

const responseHeader = (description: string) => ({ description, schema: { type: 'string' } });
const EVERY_ANSWER = { 'X-Correlation-Id': responseHeader('The id under which the request was logged.') };
const LIMITED_ANSWER = {
  ...EVERY_ANSWER,
  RateLimit: responseHeader('What is left of your share, and when it is renewed.'),
  'RateLimit-Policy': responseHeader('How large your share is.'),
};

function successOf(made: OperationObject, operation: Operation): Record<string, unknown> {
  const { rest, returnsProfile } = operation;
  const success = made.responses['200'] as object | undefined;
  const headers = {
    ...LIMITED_ANSWER,
    ...(returnsProfile && { ETag: responseHeader('The revision of the profile, as a strong entity tag.') }),
    ...(acceptsIdempotencyKey(operation) && {
      'Idempotency-Replayed': responseHeader('`true` when this is the answer of an earlier call with the same key.'),
    }),
  };
  if (rest.success === 204) return { '204': { description: 'No Content', headers } };
  return {
    '200': { ...success, description: 'OK', headers },
    ...(givesNotModified(operation) && {
      '304': { description: 'The version named in If-None-Match is the current one. There is no body.', headers },
    }),
  };
}

/** Whether a read gives 304 to a caller who has the current version. */
function givesNotModified({ kind, returnsProfile, neverNotModified }: Operation): boolean {
  return kind === 'query' && returnsProfile === true && !neverNotModified;
}

/** The HTTP statuses of an operation, each with the error codes that have it. */
function errorResponses(operation: Operation): Record<string, unknown> {
  const codes = new Set<ErrorCode>([...COMMON_ERRORS, ...operation.errors]);
  if (operation.rest.path.includes('{')) codes.add(414);
  if (operation.kind === 'mutation') for (const code of WRITE_ERRORS) codes.add(code);
  if (acceptsIdempotencyKey(operation)) for (const code of IDEMPOTENCY_ERRORS) codes.add(code);
  const statuses = [...new Set([...codes].flatMap(statusesOf))].sort();
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      problemResponse(
        status,
        [...codes].filter((code) => statusesOf(code).includes(status)),
      ),
    ]),
  );
}

function statusesOf(code: ErrorCode): number[] {
  const { status, alsoStatus }: CatalogueEntry = ERROR_CATALOGUE[code];
  return alsoStatus === undefined ? [status] : [status, alsoStatus];
}

function problemResponse(status: number, codes: readonly ErrorCode[]) {
  const listed = codes.map((code) => `${code} ${ERROR_CATALOGUE[code].title}`).join('; ');
  return {
    description: listed,
    headers: {
      ...(status === 401 || status === 403 ? EVERY_ANSWER : LIMITED_ANSWER),
      ...((status === 429 || status === 503) && { 'Retry-After': responseHeader('Seconds to wait.') }),
    },
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
