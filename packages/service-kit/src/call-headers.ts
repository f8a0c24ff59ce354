import { ProfilesError } from '@profiles/contracts';

type Headers = Record<string, string | string[] | undefined>;

/** What a request's headers say about the call. None of it is identity: that is the token's business. */
export interface CallHeaders {
  readonly clientName?: string;
  readonly traceparent?: string;
  readonly changedBy?: string;
  readonly changedByChannel?: string;
  readonly ifMatch?: readonly number[];
  readonly idempotencyKey?: string;
}

/** Reads the headers that belong to a call; refuses (400) those of the wrong form, naming the header. */
export function callHeadersFrom(headers: Headers): CallHeaders {
  const clientName = textOf(headers, 'ET-Client-Name');
  const changedBy = textOf(headers, 'X-Changed-By');
  const changedByChannel = textOf(headers, 'X-Changed-By-Channel');
  const { traceparent, 'if-match': ifMatch, 'idempotency-key': idempotencyKey } = headers;
  const call: { -readonly [K in keyof CallHeaders]: CallHeaders[K] } = {};
  if (clientName !== undefined) call.clientName = clientName;
  if (isTraceContext(traceparent)) call.traceparent = traceparent;
  if (changedBy !== undefined) call.changedBy = changedBy;
  if (changedByChannel !== undefined) call.changedByChannel = changedByChannel;
  if (typeof ifMatch === 'string' && ifMatch.trim() !== '*') call.ifMatch = revisionsIn(ifMatch);
  if (idempotencyKey !== undefined) call.idempotencyKey = bare(String(idempotencyKey));
  return call;
}

/** The revisions an If-Match names. A weak tag and one of another form match nothing. */
function revisionsIn(ifMatch: string): number[] {
  return ifMatch.split(',').flatMap((tag) => {
    const match = /^\s*"(\d{1,15})"\s*$/.exec(tag);
    return match ? [Number(match[1])] : [];
  });
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The trace a call is part of. As W3C Trace Context asks for, one of the wrong form is as if it were not there. */
function isTraceContext(header: string | string[] | undefined): header is string {
  return typeof header === 'string' && TRACEPARENT.test(header);
}

/** A key may stand bare or in double quotes; both mean the same key. */
function bare(key: string): string {
  const quoted = /^"(.*)"$/s.exec(key.trim());
  return quoted?.[1] ?? key.trim();
}

function isAscii(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value);
}

function fromUtf8(value: string): string {
  const utf8 = Buffer.from(value, 'latin1').toString('utf8');
  return utf8.includes('\ufffd') ? value : utf8;
}

/** HTTP carries header bytes as Latin-1; names with other letters are sent as UTF-8 by most clients. */
function textOf(headers: Headers, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const text = (isAscii(value) ? value : fromUtf8(value)).trim();
  if (text.length <= 100 || [...text].length <= 100) return text;
  const message = 'Too long: at most 100 characters.';
  throw new ProfilesError(400, { detail: `${name}: ${message}`, errors: [{ path: name, message }] });
}
