import { OPERATION_LIST, type Problem } from '@profiles/contracts';
import { openApiDocument } from '@profiles/openapi-adapter';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentedRequest, type ExampleServer, startExampleServer } from './example-server.js';
import { provokeProblems, recordResponses } from './record-examples.js';

interface Content {
  readonly schema: object;
  readonly example?: unknown;
  readonly examples?: Record<string, { value: Problem }>;
}
interface Document {
  readonly paths: Record<string, Record<string, Record<string, object>>>;
  readonly components: Record<'responses' | 'schemas' | 'parameters', Record<string, object>>;
}

/** `npm run generate` records the examples again. */
const STALE = 'The system responds in another way than the document shows: run `npm run generate`.';

let server: ExampleServer;
let document: Document;
let isValid: (schema: object, value: unknown) => string;

beforeAll(async () => {
  server = await startExampleServer();
  document = JSON.parse(JSON.stringify(openApiDocument({ prefix: '/customers/v2', publicUrl: server.url })));
  isValid = validator();
});
afterAll(() => server.close());

/** Validates a value with a schema of the document; the result is a text of errors. */
function validator() {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  (formats as unknown as (one: Ajv2020) => void)(ajv);
  ajv.addSchema(document, 'document');
  return (schema: object, value: unknown) => {
    const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'));
    const validate = ajv.compile(absolute);
    return validate(value) ? '' : ajv.errorsText(validate.errors);
  };
}

function resolved<T>(part: object): T {
  const { $ref } = part as { $ref?: string };
  if ($ref === undefined) return part as T;
  return $ref
    .slice(2)
    .split('/')
    .reduce((value: Record<string, unknown>, key) => value[key] as never, document as never) as T;
}

const operationAt = (path: string, method: string) => document.paths[path]?.[method.toLowerCase()] ?? {};

describe('the examples of the document', { timeout: 180_000 }, () => {
  test('of requests are valid, and the ones that are sent', () => {
    for (const { name, operation } of OPERATION_LIST) {
      const { requestBody } = operationAt(operation.rest.path, operation.rest.method);
      const { content = {} } = (requestBody ?? {}) as { content?: Record<string, Content> };
      const { body = {} } = documentedRequest(operation);
      for (const { schema, example } of Object.values(content)) {
        expect(example, name).toEqual(body);
        expect(isValid(schema, example), name).toBe('');
      }
    }
  });

  test('of responses are valid, and the ones of the running system', async () => {
    const recorded = await recordResponses(server);
    for (const { name, operation } of OPERATION_LIST) {
      const { responses = {} } = operationAt(operation.rest.path, operation.rest.method);
      const success = (responses as Record<string, object>)[operation.rest.success ?? 200] ?? {};
      const { content = {} } = resolved<{ content?: Record<string, Content> }>(success);
      for (const { schema, example } of Object.values(content)) {
        expect(example, `${name}: ${STALE}`).toEqual(recorded[operation.slug]);
        expect(isValid(schema, example), name).toBe('');
      }
    }
  });

  test('of problems are valid, and the ones of the running system', async () => {
    const provoked = await provokeProblems(server);
    const contents = Object.values(document.components.responses).flatMap((response) => {
      const { content } = response as { content?: Record<string, Content> };
      return content?.['application/problem+json'] ?? [];
    });
    const shown = contents.flatMap(({ schema, examples = {} }) =>
      Object.values(examples).map(({ value }) => ({ schema, value })),
    );
    for (const { schema, value } of shown) {
      const key = `${value.errorCode}/${value.status}`;
      expect(provoked[key], `provoked-problems.ts has no request that ends with ${key}`).toBeDefined();
      expect(value, `${key}: ${STALE}`).toEqual(provoked[key]);
      expect(isValid(schema, value), key).toBe('');
    }
  });

  test('of properties and parameters are valid', () => {
    const walk = (part: unknown, path: string): void => {
      if (typeof part !== 'object' || part === null) return;
      const { examples, ...schema } = part as { examples?: unknown };
      if (Array.isArray(examples)) for (const example of examples) expect(isValid(schema, example), path).toBe('');
      for (const [key, value] of Object.entries(part)) if (key !== 'examples') walk(value, `${path}/${key}`);
    };
    walk(document.components.schemas, 'schemas');
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
    const inOperations = operations.flatMap(({ parameters }) => (parameters ?? []) as object[]);
    for (const parameter of [...Object.values(document.components.parameters), ...inOperations]) {
      const { schema, example, name } = resolved<Content & { name: string }>(parameter);
      if (example !== undefined) expect(isValid(schema, example), name).toBe('');
    }
  });
});
