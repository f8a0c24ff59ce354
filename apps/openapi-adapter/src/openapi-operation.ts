import {
  acceptsIdempotencyKey,
  COMMON_ERRORS,
  type ErrorCode,
  IDEMPOTENCY_ERRORS,
  type NamedOperation,
  type Operation,
  WRITE_ERRORS,
} from '@profiles/contracts';
import { RECORDED_RESPONSES } from './examples.generated.js';
import { isPaged } from './next-page-link.js';
import { headersOf, type ResponseHeader } from './openapi-headers.js';
import { bodyOf, inputParameters, type MadeBody, type MadeParameter } from './openapi-inputs.js';
import { problemReferences } from './openapi-problems.js';
import type { Illustration } from './openapi-property-examples.js';
import { type JsonSchema, portable } from './openapi-schemas.js';
import { PERMISSION_WORDS, SECURITY_SCHEME } from './openapi-texts.js';
import { NDJSON } from './streamed-lines.js';

/** The parts of an OpenAPI operation that are completed here. */
export interface OperationObject {
  operationId?: string;
  description?: string;
  security?: unknown[];
  parameters?: unknown[];
  requestBody?: unknown;
  responses: Record<string, unknown>;
}

export interface CompletedOperation {
  readonly operation: OperationObject;
  /** The schemas of its request body. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  /** The schema of its response, with the recorded one. */
  readonly illustration: Illustration | undefined;
}

/** Adds to a generated operation its permission, headers, examples, and every status it can respond with. */
export function completeOperation(made: OperationObject, named: NamedOperation): CompletedOperation {
  const { group, method, operation } = named;
  const { requestBody, parameters = [], description = '', ...others } = made;
  const madeBody = requestBody as MadeBody | undefined;
  const completed = bodyOf(madeBody, named);
  const codes = errorCodesOf(operation);
  const illustration = illustrationOf(made, operation);
  return {
    operation: {
      ...others,
      description: `${description}\n\n${permissionText(operation)}`,
      // `profiles.create` as a generated client would call it.
      operationId: group + method.charAt(0).toUpperCase() + method.slice(1),
      security: [{ [SECURITY_SCHEME]: [] }],
      parameters: [
        ...inputParameters(parameters as MadeParameter[], madeBody, operation),
        ...headerParameters(operation),
      ],
      ...(completed !== undefined && { requestBody: completed.body }),
      responses: { ...successOf(named, illustration), ...problemReferences(codes) },
      ...{ 'x-entur-permissions': [operation.permission], 'x-entur-error-codes': [...operation.errors].sort() },
    },
    schemas: completed?.schemas ?? {},
    illustration,
  };
}

function permissionText({ permission }: Operation): string {
  return `Permission: \`${permission}\` (${PERMISSION_WORDS[permission].split(':')[0]}).`;
}

function headerParameters(operation: Operation): object[] {
  const names = ['ClientName', 'CorrelationId'];
  if (operation.kind === 'mutation') names.push('ChangedBy', 'ChangedByChannel', 'IfMatch');
  if (givesNotModified(operation)) names.push('IfNoneMatch');
  if (acceptsIdempotencyKey(operation)) names.push('IdempotencyKey');
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

interface Content {
  readonly content?: Record<string, { readonly schema: JsonSchema }>;
}

function successOf(named: NamedOperation, illustration: Illustration | undefined): Record<string, unknown> {
  const { operation } = named;
  const { rest, returnsProfile } = operation;
  // Those of every response stand in the shared responses, and in the description of the document.
  const names: ResponseHeader[] = ['X-Correlation-Id'];
  if (returnsProfile) names.push('ETag');
  if (isPaged(named)) names.push('Link');
  if (acceptsIdempotencyKey(operation)) names.push('Idempotency-Replayed');
  const headers = headersOf(names);
  if (rest.success === 204) return { '204': { description: 'Done. There is no body.', headers } };
  if (rest.streamedLines !== undefined) {
    const description = 'A stream of ImportRow, one per line. It is aborted when it can not be completed.';
    return {
      '200': {
        description,
        headers,
        content: { [NDJSON]: { schema: { type: 'string' }, example: RECORDED_RESPONSES[operation.slug] } },
      },
    };
  }
  const { schema, value: example } = illustration ?? {};
  const body = { schema, ...(example !== undefined && { example }) };
  return {
    '200': { description: 'OK', headers, content: { 'application/json': body } },
    ...(givesNotModified(operation) && { '304': { $ref: '#/components/responses/NotModified' } }),
  };
}

function illustrationOf(made: OperationObject, { slug }: Operation): Illustration | undefined {
  const schema = (made.responses['200'] as Content | undefined)?.content?.['application/json']?.schema;
  return schema && { schema: portable(schema, 'response'), value: RECORDED_RESPONSES[slug] };
}

/** The response to a caller that has the current version. */
export const NOT_MODIFIED = {
  description: 'The version named in If-None-Match is the current one. There is no body.',
  headers: headersOf(['X-Correlation-Id', 'ETag']),
};

/** Whether a read gives 304 to a caller who has the current version. */
function givesNotModified({ kind, returnsProfile, neverNotModified }: Operation): boolean {
  return kind === 'query' && returnsProfile === true && !neverNotModified;
}

/** Every error code that an operation can respond with. */
export function errorCodesOf(operation: Operation): ReadonlySet<ErrorCode> {
  const codes = new Set<ErrorCode>([...COMMON_ERRORS, ...operation.errors]);
  if (operation.rest.path.includes('{')) codes.add(414);
  if (operation.kind === 'mutation') for (const code of WRITE_ERRORS) codes.add(code);
  if (acceptsIdempotencyKey(operation)) for (const code of IDEMPOTENCY_ERRORS) codes.add(code);
  return codes;
}
