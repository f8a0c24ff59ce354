import { type CatalogueEntry, ERROR_CATALOGUE, type ErrorCode, ProfilesError, problemOf } from '@profiles/contracts';
import { RECORDED_PROBLEMS } from './examples.generated.js';
import { headersOf, type ResponseHeader } from './openapi-headers.js';

// Problems (RFC 9457) in the document: their schema, and one shared response for each HTTP status.

const text = (description: string, example: string) => ({ type: 'string', description, examples: [example] });

/** The body of every error. */
export const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'An error, as problem details (RFC 9457).',
  required: [
    ...['type', 'title', 'status', 'detail', 'instance', 'errorCode', 'correlationId', 'retry'],
    ...['shortNorwegian', 'longNorwegian', 'shortEnglish', 'longEnglish'],
  ],
  properties: {
    type: { ...text('The URL of the page about this code.', 'https://profiles.example.org/errors/617'), format: 'uri' },
    title: text('The kind of error in a few words.', 'Not found'),
    status: { type: 'integer', description: 'The HTTP status.', examples: [404] },
    detail: text('The failure, and the next step for the caller.', 'There is no such customer.'),
    instance: text('Names this one occurrence.', 'urn:correlation:order-4711'),
    errorCode: {
      type: 'integer',
      enum: Object.keys(ERROR_CATALOGUE).map(Number),
      description: 'The code of the error. It never changes its meaning.',
      examples: [617],
    },
    shortNorwegian: text('For a customer, in Norwegian.', 'Ikke funnet.'),
    longNorwegian: text('For a customer, in Norwegian, with advice.', 'Kunden finnes ikke.'),
    shortEnglish: text('For a customer, in English.', 'Not found.'),
    longEnglish: text('For a customer, in English, with advice.', 'There is no such customer.'),
    correlationId: text('Give this id when you report the error.', 'order-4711'),
    retry: {
      type: 'string',
      enum: ['never', 'after-read', 'backoff'],
      description: 'Whether repeating can help: never, after reading the current state, or after a pause.',
      examples: ['never'],
    },
    retryAfter: { type: 'integer', description: 'Seconds to wait before the call is repeated.', examples: [1] },
    survivor: {
      type: 'integer',
      format: 'int64',
      description: 'The profile that a merged one leads to.',
      examples: [1_000_000],
    },
    errors: {
      type: 'array',
      description: 'Each error in the input.',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: {
          path: text('The place in the input.', 'email'),
          message: text('The expected form.', 'Required.'),
        },
      },
    },
  },
};

/** The correlation id of the examples; the recorded requests send it. */
const EXAMPLE_CORRELATION_ID = 'order-4711';

/** The HTTP statuses of a code. */
function statusesOf(code: ErrorCode): number[] {
  const { status, alsoStatus }: CatalogueEntry = ERROR_CATALOGUE[code];
  return alsoStatus === undefined ? [status] : [status, alsoStatus];
}

/** The statuses whose codes say something about the data. An operation lists them one by one. */
const SPECIFIC: readonly number[] = [400, 404, 409, 410];

/** The name of the response that stands for every other status. */
const OTHERS = 'OtherProblem';

/** The shared responses of problems with these codes, each code with an example. */
export function problemResponses(codes: ReadonlySet<ErrorCode>, publicUrl: string): Record<string, unknown> {
  const shown = [...codes].sort().flatMap((code) => statusesOf(code).map((status) => ({ code, status })));
  const responseOf = (wanted: readonly Shown[], description: string, headers: readonly ResponseHeader[]) => ({
    description,
    headers: headersOf(headers),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(wanted.map((one) => [String(one.code), exampleOf(one, publicUrl)])),
      },
    },
  });
  const specific = SPECIFIC.filter((status) => shown.some((one) => one.status === status)).map((status) => {
    const wanted = shown.filter((one) => one.status === status);
    return [nameOf(status), responseOf(wanted, listOf(wanted), ['X-Correlation-Id', 'RateLimit', 'RateLimit-Policy'])];
  });
  const others = shown.filter(({ status }) => !SPECIFIC.includes(status));
  const headers = ['X-Correlation-Id', 'RateLimit', 'RateLimit-Policy', 'Retry-After'] as const;
  return {
    ...Object.fromEntries(specific),
    [OTHERS]: responseOf(others, `Any other error. ${listOf(others)}`, headers),
  };
}

interface Shown {
  readonly code: ErrorCode;
  readonly status: number;
}

function listOf(shown: readonly Shown[]): string {
  return shown
    .map(({ code, status }) => `${status === code ? '' : `${status}: `}${code} ${ERROR_CATALOGUE[code].title}`)
    .join('; ');
}

/** A problem as the system responds with it. Its detail was recorded; its texts are those of the catalogue. */
function exampleOf({ code, status }: Shown, publicUrl: string) {
  const recorded = RECORDED_PROBLEMS[`${code}/${status}`] ?? {};
  return { value: problemOf(new ProfilesError(code, { ...recorded, status }), EXAMPLE_CORRELATION_ID, publicUrl) };
}

/** The error responses of an operation with these codes, by status, and `default` for those that any operation has. */
export function problemReferences(codes: ReadonlySet<ErrorCode>): Record<string, unknown> {
  const statuses = SPECIFIC.filter((status) => [...codes].some((code) => statusesOf(code).includes(status)));
  const references = statuses.map((status) => {
    const listed = [...codes].filter((code) => statusesOf(code).includes(status)).sort();
    const $ref = `#/components/responses/${nameOf(status)}`;
    return [String(status), listed.length === 1 ? { $ref } : { $ref, description: `Code ${listed.join(', ')}.` }];
  });
  return { ...Object.fromEntries(references), default: { $ref: `#/components/responses/${OTHERS}` } };
}

const nameOf = (status: number) => `Problem${status}`;
