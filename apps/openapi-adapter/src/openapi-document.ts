import { CUSTOMER_CHANGED_SCHEMA_PATH, OPERATION_LIST } from '@profiles/contracts';
import { documentedRouter } from '@profiles/router';
import { generateOpenApiDocument } from 'trpc-openapi';
import { completeOperation, type OperationObject } from './openapi-operation.js';
import { PROBLEM_SCHEMA, SHARED_PARAMETERS } from './openapi-parts.js';

export type OpenApiDocument = ReturnType<typeof generateOpenApiDocument>;

const DESCRIPTION = `Customers of public transport: create, find, change, merge and deactivate their profiles.

Every error is a problem (RFC 9457) with an \`errorCode\` and texts in Norwegian and English. Send your name as
\`ET-Client-Name: <company>-<application>\`; without it a much stricter rate limit applies.

Each change is also an event on NATS: see [asyncapi.json](/asyncapi.json) and the
[schema](${CUSTOMER_CHANGED_SCHEMA_PATH}) of the events.`;

/** The OpenAPI 3.1 document: made by trpc-openapi from the schemas, completed with what it can't know. */
export function openApiDocument({ prefix }: { prefix: string }): OpenApiDocument {
  const document = generateOpenApiDocument(documentedRouter as never, {
    title: 'Customer profiles',
    description: DESCRIPTION,
    version: '2.0.0',
    openApiVersion: '3.1.0',
    baseUrl: prefix,
    tags: [...new Set(OPERATION_LIST.map(({ operation }) => operation.tag))],
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
  });
  const components = document.components ?? {};
  document.components = components;
  const schemas = { ...(components.schemas ?? {}) } as Record<string, unknown>;
  for (const name of Object.keys(schemas)) if (name.startsWith('error.')) delete schemas[name];
  components.schemas = { ...schemas, Problem: PROBLEM_SCHEMA } as never;
  components.parameters = SHARED_PARAMETERS as never;
  for (const named of OPERATION_LIST) {
    const { method, path } = named.operation.rest;
    const item = document.paths?.[path] as Record<string, OperationObject> | undefined;
    const made = item?.[method.toLowerCase()];
    if (item === undefined || made === undefined) throw new Error(`${named.name} is missing in the document.`);
    item[method.toLowerCase()] = completeOperation(made, named);
  }
  return document;
}
