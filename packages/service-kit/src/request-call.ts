import type { ErrorCode } from '@profiles/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The fields of a log line about the call of a request. None of it is personal data. */
export interface RequestCall {
  /** The tRPC name of the operation, such as `profiles.get`. In a batch: the names, with commas. */
  operation: string | undefined;
  /** The organisation of the caller, by its token. */
  organisation: number | undefined;
  /** The client of the caller, by its token. */
  client: string | undefined;
  /** The code of the error that the caller got; in a batch, of its first error. */
  errorCode: ErrorCode | undefined;
}

/** A property of the request, because a WeakMap costs several times as much per request. */
const CALL = Symbol('the call of a request');

/** A request, or a call that shares one. */
type CalledRequest = Pick<FastifyRequest, 'id'>;

interface Noted {
  [CALL]: RequestCall | null;
}

/** Must be called before the server gets requests. */
export function prepareRequestCalls(server: FastifyInstance): void {
  server.decorateRequest(CALL, null);
}

/** The call of a request, as far as it is known; null when the request got no further than its routing. */
export function requestCallOf(request: CalledRequest): Readonly<RequestCall> | null {
  return (request as CalledRequest & Noted)[CALL] ?? null;
}

/** The call of a request, to note what is known about it. */
export function noted(request: CalledRequest): RequestCall {
  const noting = request as CalledRequest & Noted;
  noting[CALL] ??= { operation: undefined, organisation: undefined, client: undefined, errorCode: undefined };
  return noting[CALL];
}

/** Names of operations in the log line of a batch; further ones are left out. */
const MAX_OPERATIONS_NAMED = 10;

/** Notes one more operation of a request. */
export function noteOperation(request: CalledRequest, operation: string): void {
  const call = noted(request);
  if (call.operation === undefined) {
    call.operation = operation;
    return;
  }
  const names = call.operation.split(',');
  if (names.length < MAX_OPERATIONS_NAMED && !names.includes(operation)) call.operation += `,${operation}`;
}

/** Notes the error that the caller gets, unless an earlier one of the batch is noted. */
export function noteError(request: CalledRequest, errorCode: ErrorCode): void {
  noted(request).errorCode ??= errorCode;
}
