import { ERROR_CATALOGUE } from '@profiles/contracts';

const text = (description: string) => ({ type: 'string', description });

/** The body of every error. */
export const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'What went wrong, as problem details (RFC 9457).',
  required: [
    ...['type', 'title', 'status', 'detail', 'instance', 'errorCode', 'correlationId'],
    ...['shortNorwegian', 'longNorwegian', 'shortEnglish', 'longEnglish'],
  ],
  properties: {
    type: { ...text('The absolute address of the page about this code.'), format: 'uri' },
    title: text('The kind of error in a few words.'),
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: text('What happened here, and what to do.'),
    instance: text('Names this one occurrence.'),
    errorCode: { type: 'integer', enum: Object.keys(ERROR_CATALOGUE).map(Number) },
    shortNorwegian: text('For a customer, in Norwegian.'),
    longNorwegian: text('For a customer, in Norwegian, with advice.'),
    shortEnglish: text('For a customer, in English.'),
    longEnglish: text('For a customer, in English, with advice.'),
    correlationId: text('Tell us this id when you ask about the error.'),
    retry: { type: 'string', enum: ['never', 'after-read', 'backoff'], description: 'Whether asking again can help.' },
    retryAfter: { type: 'integer', description: 'Seconds to wait before asking again.' },
    survivor: { type: 'integer', format: 'int64', description: 'The profile that a merged one leads to.' },
    errors: {
      type: 'array',
      description: 'Each fault in the input.',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: text('Where in the input.'), message: text('What is wrong there.') },
      },
    },
  },
};

const header = (name: string, description: string, schema: object) => ({
  in: 'header',
  name,
  required: false,
  description,
  schema: { type: 'string', ...schema },
});

/** A text without control characters. */
const NO_CONTROLS = '^[^\\u0000-\\u001f\\u007f-\\u009f]*$';

/** Request headers that several operations take. */
export const SHARED_PARAMETERS = {
  ClientName: header(
    'ET-Client-Name',
    'Who you are: <company>-<application>. Without it a much stricter rate limit applies.',
    { maxLength: 100, examples: ['acme-webshop'] },
  ),
  CorrelationId: header(
    'X-Correlation-Id',
    'Taken over, logged and returned when it has 1 to 128 letters, digits and ._:- in it; otherwise a new id is made.',
    { examples: ['order-4711'] },
  ),
  ChangedBy: header('X-Changed-By', 'Who makes the change; default: the client of the token.', {
    maxLength: 100,
    pattern: NO_CONTROLS,
    examples: ['kari'],
  }),
  ChangedByChannel: header('X-Changed-By-Channel', 'Through which sales channel; default: the ET-Client-Name.', {
    maxLength: 100,
    pattern: NO_CONTROLS,
    examples: ['web'],
  }),
  IfMatch: header('If-Match', 'The ETag you have seen. Refused (412) when the profile has changed since.', {
    examples: ['"3"'],
  }),
  IfNoneMatch: header(
    'If-None-Match',
    'The ETag of the version you have: if it is the current one, the response is 304 without a body.',
    { examples: ['"3"'] },
  ),
  IdempotencyKey: header(
    'Idempotency-Key',
    'Makes a repetition safe: the first answer is kept for 24 hours and given again.',
    { minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$', examples: ['8e03978e-40d5-43dd-bc93-6894a57f9324'] },
  ),
};
