import { ERROR_CATALOGUE, type ErrorCode, ProfilesError, problemOf } from '@profiles/contracts';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { challengeOf } from './invalid-token-error.js';
import type { ErrorForm } from './load-shedding.js';
import { noteError } from './request-call.js';

/** Problem details (RFC 9457). */
export const PROBLEM_FORM: ErrorForm = { contentType: 'application/problem+json', bodyOf: problemOf };

export interface ErrorReplies {
  /** Responds with an error. */
  reply(request: FastifyRequest, reply: FastifyReply, error: ProfilesError): FastifyReply;
  /** Turns every error of a server into one of the catalogue: its own errors, Fastify's, and unknown paths. */
  replyAll(server: FastifyInstance): void;
}

/** How a server responds with errors: in its form, with `type` below its public URL. */
export function errorReplies({ contentType, bodyOf }: ErrorForm, publicUrl: () => string): ErrorReplies {
  function reply(request: FastifyRequest, response: FastifyReply, error: ProfilesError): FastifyReply {
    noteError(request, error.code);
    const challenge = challengeOf(error);
    if (challenge !== undefined) response.header('www-authenticate', challenge);
    const { retryAfter = error.status === 503 ? 1 : undefined } = error.details;
    if (retryAfter !== undefined) response.header('retry-after', retryAfter);
    const body = JSON.stringify(bodyOf(error, request.id, publicUrl()));
    return response.code(error.status).type(contentType).send(body);
  }
  return {
    reply,
    replyAll(server) {
      server.setErrorHandler((error: FastifyError, request, response) => {
        const known = problemFrom(error);
        logFailure(request, known);
        return reply(request, response, known);
      });
      server.setNotFoundHandler((request, response) => reply(request, response, new ProfilesError(404)));
    },
  };
}

/**
 * Logs a server error with its cause. A client error is in the log line of its request already; so is a rejection under
 * load (503), where a second line would add to the load.
 */
export function logFailure({ log }: Pick<FastifyRequest, 'log'>, error: ProfilesError, more?: object): void {
  if (error.status >= 500 && error.code !== 503)
    log.error({ ...more, errorCode: error.code, err: error.cause ?? error }, 'request failed');
}

/**
 * An error as an error of the catalogue. Fastify itself rejects bodies that are too large, of another media type, or
 * not JSON.
 */
export function problemFrom(error: FastifyError): ProfilesError {
  if (error instanceof ProfilesError) return error;
  const status = error.statusCode ?? 500;
  if (status >= 500) return new ProfilesError(500, {}, { cause: error });
  const code = status in ERROR_CATALOGUE ? (status as ErrorCode) : 400;
  if (code !== 400) return new ProfilesError(code);
  const detail = DETAIL_OF[error.code] ?? 'The body is not valid JSON in UTF-8.';
  return new ProfilesError(400, { detail, errors: [{ path: '', message: detail }] });
}

/** Fastify's own messages may quote the URL, which can contain personal data. */
const DETAIL_OF: Readonly<Record<string, string>> = {
  FST_ERR_BAD_URL: 'The path is not percent-encoded UTF-8.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as Content-Length says.',
};
