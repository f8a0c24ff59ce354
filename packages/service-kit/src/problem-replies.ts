import { ERROR_CATALOGUE, type ErrorCode, ProfilesError, problemOf } from '@profiles/contracts';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { challengeOf } from './invalid-token-error.js';
import type { ErrorForm } from './load-shedding.js';

/** Problem details (RFC 9457). */
export const PROBLEM_FORM: ErrorForm = { contentType: 'application/problem+json', bodyOf: problemOf };

/** Responds with problem details (RFC 9457). */
export function replyProblem(request: FastifyRequest, reply: FastifyReply, error: ProfilesError): FastifyReply {
  const problem = problemOf(error, request.id);
  const challenge = challengeOf(error);
  if (challenge !== undefined) reply.header('www-authenticate', challenge);
  const { retryAfter = problem.status === 503 ? 1 : undefined } = problem;
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  return reply.code(problem.status).type(PROBLEM_FORM.contentType).send(JSON.stringify(problem));
}

/** Turns every error of a server into a problem of the catalogue: its own errors, Fastify's, and unknown paths. */
export function replyProblems(server: FastifyInstance): void {
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemFrom(error);
    logFailure(request, problem);
    return replyProblem(request, reply, problem);
  });
  server.setNotFoundHandler((request, reply) => replyProblem(request, reply, new ProfilesError(404)));
}

/**
 * Logs a server error with its cause. A client error is in the log line of its request already; so is a rejection under
 * load (503), where a second line would add to the load.
 */
export function logFailure(request: FastifyRequest, error: ProfilesError): void {
  if (error.status >= 500 && error.code !== 503)
    request.log.error({ errorCode: error.code, err: error.cause ?? error }, 'request failed');
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
  // Fastify's own message may quote the URL, which can contain personal data.
  const detail =
    error.code === 'FST_ERR_BAD_URL' ? 'The path is not percent-encoded UTF-8.' : 'The body is not valid JSON.';
  return new ProfilesError(400, { detail, errors: [{ path: '', message: detail }] });
}
