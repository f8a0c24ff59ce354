import type { FieldError } from '@profiles/contracts';

type Headers = Record<string, string | string[] | undefined>;

/** Call options that a request carries in its headers. None of them identifies the caller: the token does. */
export interface RequestMetadata {
  readonly clientName?: string;
  readonly traceparent?: string;
  readonly changedBy?: string;
  readonly changedByChannel?: string;
  readonly ifMatch?: readonly number[];
  /** `'*'` is any revision. */
  readonly ifNoneMatch?: readonly number[] | '*';
  readonly idempotencyKey?: string;
  /** The headers whose value is not valid, for the list of errors of the request. Absent when there is none. */
  readonly metadataErrors?: readonly FieldError[];
}

/** Reads the call options from request headers. Never throws: what is not valid is in `metadataErrors`. */
export function requestMetadataFrom(headers: Headers): RequestMetadata {
  const errors: FieldError[] = [];
  const clientName = textOf(headers, 'ET-Client-Name', errors);
  const changedBy = textOf(headers, 'X-Changed-By', errors);
  const changedByChannel = textOf(headers, 'X-Changed-By-Channel', errors);
  const { traceparent, 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  const idempotencyKey = headers['idempotency-key'];
  const call: { -readonly [K in keyof RequestMetadata]: RequestMetadata[K] } = {};
  if (clientName !== undefined) call.clientName = clientName;
  if (isTraceContext(traceparent)) call.traceparent = traceparent;
  if (changedBy !== undefined) call.changedBy = changedBy;
  if (changedByChannel !== undefined) call.changedByChannel = changedByChannel;
  if (typeof ifMatch === 'string' && ifMatch.trim() !== '*') call.ifMatch = revisionsIn(ifMatch);
  if (typeof ifNoneMatch === 'string')
    call.ifNoneMatch = ifNoneMatch.trim() === '*' ? '*' : anyRevisionsIn(ifNoneMatch);
  if (idempotencyKey !== undefined) call.idempotencyKey = unquoted(String(idempotencyKey));
  if (errors.length > 0) call.metadataErrors = errors;
  return call;
}

/**
 * The revisions in `If-Match`. Weak tags and tags of another form match nothing (RFC 9110, section 13.1.1). Tags are compared
 * character by character: `"01"` is no form of `"1"`.
 */
function revisionsIn(ifMatch: string): number[] {
  return ifMatch.split(',').flatMap((tag) => {
    const match = /^\s*"(0|[1-9]\d{0,14})"\s*$/.exec(tag);
    return match ? [Number(match[1])] : [];
  });
}

/** The revisions in `If-None-Match`. A weak tag is as good as a strong one there (RFC 9110, section 13.1.2). */
function anyRevisionsIn(ifNoneMatch: string): number[] {
  return revisionsIn(ifNoneMatch.replaceAll('W/"', '"'));
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** An invalid `traceparent` is ignored, as W3C Trace Context requires. */
function isTraceContext(header: string | string[] | undefined): header is string {
  return typeof header === 'string' && TRACEPARENT.test(header);
}

/** The trace id in a `traceparent`; undefined when it is not valid. */
export function traceIdIn(header: string | string[] | undefined): string | undefined {
  return isTraceContext(header) ? header.slice(3, 35) : undefined;
}

/** An idempotency key may be bare or in double quotes; both denote the same key (contract, section 1). */
function unquoted(key: string): string {
  const quoted = /^"(.*)"$/s.exec(key.trim());
  return quoted?.[1] ?? key.trim();
}

/** Contract, section 1: `createdBy`, `changedBy` and channels. */
const MAX_CHARACTERS = 100;

function isAscii(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value);
}

function fromUtf8(value: string): string {
  const utf8 = Buffer.from(value, 'latin1').toString('utf8');
  return utf8.includes('\ufffd') ? value : utf8;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
/** Contract, section 1: text without a visible character counts as not given. */
const BLANK = /^[\s\p{Cf}\p{Z}\u115f\u1160\u3164\uffa0]*$/u;

/** Node decodes header bytes as Latin-1; most clients send names with other letters as UTF-8. */
function textOf(headers: Headers, name: string, errors: FieldError[]): string | undefined {
  const value = headers[name.toLowerCase()];
  if (typeof value !== 'string') return undefined;
  const text = (isAscii(value) ? value : fromUtf8(value)).trim();
  if (BLANK.test(text)) return undefined;
  if (text.length > MAX_CHARACTERS && [...text].length > MAX_CHARACTERS) {
    errors.push({ path: name, message: `Too long: at most ${MAX_CHARACTERS} characters.` });
  } else if (CONTROL.test(text)) {
    errors.push({ path: name, message: 'Control characters are not allowed.' });
  }
  return text;
}
