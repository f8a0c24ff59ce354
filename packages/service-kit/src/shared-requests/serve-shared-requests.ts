import { isUtf8 } from 'node:buffer';
import type { ServerResponse } from 'node:http';
import { ProfilesError } from '@profiles/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CallGuards } from '../call-guards.js';
import { CORRELATION_HEADER, correlationIdFrom } from '../correlation-id.js';
import { requestCallOf } from '../request-call.js';
import { shutdownOf } from '../shutdown.js';
import {
  type CallOutcome,
  callsIn,
  frameOf,
  MAX_SHARED_BYTES,
  MAX_SHARED_CALLS,
  type ReadCall,
  SHARED_REQUESTS_PATH,
  SHARED_REQUESTS_TYPE,
  type SharedCall,
} from './call-frames.js';

/** A call of a shared request, with what a request of its own would tell. */
export interface CallRequest extends SharedCall {
  /** The correlation id. */
  readonly id: string;
  /** The address of the caller. */
  readonly ip: string;
}

export interface SharedRequestParts {
  /** Limits and counts that each call has for itself. */
  readonly guards: CallGuards;
  /** Executes a call. Never rejects. */
  readonly execute: (call: CallRequest) => Promise<CallOutcome>;
  /** The outcome of a call that is refused before it is executed. */
  readonly refusal: (error: ProfilesError, call: CallRequest) => CallOutcome;
}

/**
 * Serves requests that several calls share (ADR 0029). Each call is admitted, executed, counted and logged for itself, and
 * its outcome is sent when it is there, whatever the others do.
 */
export function serveSharedRequests(server: FastifyInstance, parts: SharedRequestParts): void {
  const { signal: closing } = shutdownOf(server);
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    const asBytes = { parseAs: 'buffer', bodyLimit: MAX_SHARED_BYTES } as const;
    scope.addContentTypeParser(SHARED_REQUESTS_TYPE, asBytes, (_request, body, done) => done(null, body));
    scope.post(SHARED_REQUESTS_PATH, { bodyLimit: MAX_SHARED_BYTES, logLevel: 'warn' }, (request, reply) => {
      const calls = callsOf(request.body);
      reply.hijack();
      const outcomes = outcomeWriter(reply.raw, calls.length, closing.aborted);
      for (const [number, call] of calls.entries()) {
        void outcomeOf(call, request, parts).then((outcome) => outcomes.add(number, outcome));
      }
    });
  });
}

/** @throws {@link ProfilesError} 400 when the body is not a shared request, 413 when it has too many calls. */
function callsOf(body: unknown): readonly ReadCall[] {
  const calls = Buffer.isBuffer(body) && isUtf8(body) ? callsIn(body.toString('utf8')) : undefined;
  if (calls === undefined || calls.length === 0) {
    throw new ProfilesError(400, { detail: 'This is not a shared request: send calls as ADR 0029 describes.' });
  }
  if (calls.length <= MAX_SHARED_CALLS) return calls;
  throw new ProfilesError(413, { detail: `Too many calls: at most ${MAX_SHARED_CALLS} in a request.` });
}

async function outcomeOf(
  call: ReadCall,
  { raw, headers }: FastifyRequest,
  { guards, execute, refusal }: SharedRequestParts,
): Promise<CallOutcome> {
  const sent = call === 'malformed' ? MALFORMED : call;
  const span = guards.trace(sent);
  const request: CallRequest = {
    ...sent,
    // Everything behind it has the span as its parent.
    ...(span !== undefined && { headers: { ...sent.headers, traceparent: span.traceparent } }),
    id: correlationIdFrom(sent.headers[CORRELATION_HEADER]),
    ip: guards.addressOf(raw.socket, forwardedFor(sent.headers['x-forwarded-for'], headers['x-forwarded-for'])),
  };
  const startedAt = performance.now();
  const release = guards.admit();
  const outcome = await outcomeOfAdmitted();
  release?.();
  const status = statusOf(outcome);
  guards.observe(request, { status, millis: performance.now() - startedAt });
  span?.end(status >= 500 ? String(requestCallOf(request)?.errorCode ?? status) : undefined, {
    'http.response.status_code': status,
  });
  return outcome;

  function outcomeOfAdmitted(): CallOutcome | Promise<CallOutcome> {
    if (release === undefined) return refusal(new ProfilesError(503, { retryAfter: 1 }), request);
    const detail = 'The head of the call is not valid.';
    return call === 'malformed' ? refusal(new ProfilesError(400, { detail }), request) : execute(request);
  }
}

const MALFORMED: SharedCall = { name: '', headers: {}, inputText: '' };

/** The addresses in front of the service: those that the adapter saw, then those between adapter and service. */
function forwardedFor(ofCall: string | undefined, ofRequest: string | string[] | undefined): string | undefined {
  const parts = [ofCall, ofRequest].flat().filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
}

function statusOf({ error, notModified }: CallOutcome): number {
  if (notModified) return 304;
  return error === undefined ? 200 : ((error as { status?: number }).status ?? 500);
}

/** Writes outcomes: those of one turn of the event loop together, and the last ones with the end of the response. */
function outcomeWriter(response: ServerResponse, expected: number, isClosing: boolean) {
  let waiting: (string | Uint8Array)[] = [];
  let missing = expected;
  let isScheduled = false;
  const begin = (length?: number) => {
    if (response.headersSent) return;
    response.writeHead(200, {
      'content-type': SHARED_REQUESTS_TYPE,
      ...(length !== undefined && { 'content-length': length }),
      ...(isClosing && { connection: 'close' }),
    });
  };
  const flush = () => {
    isScheduled = false;
    if (waiting.length === 0 || response.destroyed) return;
    const bytes = joined(waiting);
    waiting = [];
    // Without a length, the response would be sent in chunks: one more to end it.
    begin(missing === 0 ? Buffer.byteLength(bytes) : undefined);
    if (missing === 0) response.end(bytes);
    else response.write(bytes);
  };
  return {
    add(call: number, outcome: CallOutcome): void {
      waiting.push(...frameOf(call, outcome));
      missing -= 1;
      if (missing === 0) flush();
      else if (!isScheduled) {
        isScheduled = true;
        setImmediate(flush);
      }
    },
  };
}

function joined(parts: readonly (string | Uint8Array)[]): string | Buffer {
  if (parts.every((part) => typeof part === 'string')) return parts.join('');
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}
