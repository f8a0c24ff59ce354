// Headers of requests and responses in the document.

const header = (
  name: string,
  description: string,
  { example, ...schema }: { example: string; [keyword: string]: unknown },
) => ({
  in: 'header',
  name,
  required: false,
  description,
  schema: { type: 'string', ...schema },
  example,
});

/** A text without control characters. */
const NO_CONTROLS = '^[^\\u0000-\\u001f\\u007f-\\u009f]*$';

/** Request headers that several operations take. */
export const SHARED_PARAMETERS = {
  ClientName: header(
    'ET-Client-Name',
    'The name of your application: <company>-<application>. Without it a much stricter rate limit applies.',
    { maxLength: 100, example: 'acme-webshop' },
  ),
  CorrelationId: header(
    'X-Correlation-Id',
    'Logged and returned when it has 1 to 128 letters, digits and ._:- in it; otherwise a new id is made.',
    { example: 'order-4711' },
  ),
  ChangedBy: header('X-Changed-By', 'The author of the change; default: the client of the token.', {
    maxLength: 100,
    pattern: NO_CONTROLS,
    example: 'kari',
  }),
  ChangedByChannel: header('X-Changed-By-Channel', 'The sales channel of the change; default: the ET-Client-Name.', {
    maxLength: 100,
    pattern: NO_CONTROLS,
    example: 'web',
  }),
  IfMatch: header('If-Match', 'An ETag. The write is refused (412) when the profile has changed since.', {
    example: '"1"',
  }),
  IfNoneMatch: header(
    'If-None-Match',
    'The ETag of the version you have: if it is the current one, the response is 304 without a body.',
    { example: '"1"' },
  ),
  IdempotencyKey: header(
    'Idempotency-Key',
    'Makes repeating safe: the first response is stored for 24 hours, and a repeated call gets it again.',
    { minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$', example: '8e03978e-40d5-43dd-bc93-6894a57f9324' },
  ),
};

const RESPONSE_HEADERS = {
  'X-Correlation-Id': ['CorrelationId', 'The id under which the request was logged.', 'order-4711'],
  RateLimit: ['RateLimit', 'The rest of the quota, and the seconds until it is renewed.', '"default";r=5999;t=60'],
  'RateLimit-Policy': ['RateLimitPolicy', 'The size of the quota.', '"default";q=6000;w=60'],
  'Retry-After': ['RetryAfter', 'Seconds to wait.', '1'],
  ETag: ['ETag', 'The revision of the profile, as a strong entity tag.', '"1"'],
  Link: [
    'Link',
    'The next page, as `rel="next"` (RFC 8288). Absent on the last page.',
    '</customers/v2/profiles-search?surname=Nordmann&cursor=WyJh>; rel="next"',
  ],
  'Idempotency-Replayed': [
    'IdempotencyReplayed',
    '`true` when this is the stored response of an earlier call with the same key.',
    'true',
  ],
} as const;

export type ResponseHeader = keyof typeof RESPONSE_HEADERS;

/** Response headers that several operations have. */
export const SHARED_HEADERS = Object.fromEntries(
  Object.values(RESPONSE_HEADERS).map(([name, description, example]) => [
    name,
    { description, schema: { type: 'string' }, example },
  ]),
);

/** References to these headers. */
export function headersOf(names: readonly ResponseHeader[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${RESPONSE_HEADERS[name][0]}` }]));
}
