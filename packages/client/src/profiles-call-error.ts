import type { ErrorCode, Problem } from '@profiles/contracts/calls';
import { errorFromProblem, ProfilesError, type ProfilesErrorDetails } from '@profiles/contracts/calls';

/**
 * Why a call failed:
 * - `refused`: the service responded with one of its errors. `code`, `status` and `details` say which.
 * - `invalid-input`: the service responded that the input is not valid (400). `details.errors` names each field.
 * - `timeout`: there was no response within the time of the call. A write may have been executed.
 * - `network`: the service could not be reached, or the connection broke. A write may have been executed.
 * - `bad-response`: something responded that is not the profiles service, as with a wrong port, a wrong path or a proxy.
 * - `token`: the token function threw, or returned no token. The call was not sent.
 */
export type FailureReason = 'refused' | 'invalid-input' | 'timeout' | 'network' | 'bad-response' | 'token';

interface CallFailure {
  readonly code: ErrorCode;
  readonly reason: FailureReason;
  /** The operation that was called, such as `profiles.get`. */
  readonly operation: string;
  readonly details: ProfilesErrorDetails;
  readonly page?: string;
  readonly cause?: unknown;
}

/** The error of a call: what every method of the typed client rejects with, unless the caller aborted it. */
export class ProfilesCallError extends ProfilesError {
  override name = 'ProfilesCallError';
  /** Why the call failed. */
  readonly reason: FailureReason;
  /** The operation that was called, such as `profiles.get`. */
  readonly operation: string;
  /** The address of the page about the error code, when the service gave one. */
  readonly page: string | undefined;

  constructor({ code, reason, operation, details, page, cause }: CallFailure) {
    super(code, details, { cause });
    this.reason = reason;
    this.operation = operation;
    this.page = page;
  }

  /** The id under which the service logged the call, to be named in a report. */
  get correlationId(): string | undefined {
    return this.details.correlationId;
  }
}

/**
 * Whether a value is an error of the profiles service or of a call to it. It also recognises an error of another copy of
 * this package, for which `instanceof` fails.
 */
export function isProfilesError(value: unknown): value is ProfilesError {
  if (value instanceof ProfilesError) return true;
  if (!(value instanceof Error)) return false;
  const { name, code } = value as Partial<ProfilesError>;
  return (name === 'ProfilesError' || name === 'ProfilesCallError') && typeof code === 'number';
}

/** The call of which an error is made. */
export interface FailedCall {
  readonly operation: string;
  readonly url: string;
  readonly correlationId: string | undefined;
  readonly timeoutMillis: number;
}

/** The error for a problem that the service responded with, or undefined when it is none of ours. */
export function errorOfProblem(call: FailedCall, problem: unknown, cause: unknown): ProfilesCallError | undefined {
  const { operation, correlationId } = call;
  const error = errorFromProblem(problem);
  if (error === undefined) return undefined;
  const { type } = problem as Problem;
  return new ProfilesCallError({
    code: error.code,
    reason: error.code === 400 ? 'invalid-input' : 'refused',
    operation,
    details: {
      ...error.details,
      detail: error.message,
      ...(correlationId !== undefined && error.details.correlationId === undefined && { correlationId }),
    },
    ...(URL.canParse(type) && { page: type }),
    cause,
  });
}

const DETAILS: Record<Exclude<FailureReason, 'refused' | 'invalid-input'>, (call: FailedCall) => string> = {
  timeout: ({ operation, timeoutMillis }) =>
    `${operation} had no response within ${timeoutMillis} ms. A write may have been executed: repeat it with its Idempotency-Key, or read the profile first.`,
  network: ({ operation, url }) =>
    `${operation} could not reach the profiles service at ${url}. Check the address and that the service runs.`,
  'bad-response': ({ operation, url }) =>
    `${operation} got a response from ${url} that is not one of the profiles service. Check the port and the path: the url is the origin of the service, without /trpc.`,
  token: ({ operation }) =>
    `${operation} was not sent: the token function failed or returned no token. Its error is the cause.`,
};

/** The error for a call without a response of the service. Its code is 619, or 611 when there was no token. */
export function failureOf(call: FailedCall, reason: keyof typeof DETAILS, cause: unknown): ProfilesCallError {
  const { operation, correlationId } = call;
  return new ProfilesCallError({
    code: reason === 'token' ? 611 : 619,
    reason,
    operation,
    details: { detail: DETAILS[reason](call), ...(correlationId !== undefined && { correlationId }) },
    cause,
  });
}

/** The error of a call that its caller aborted, as `fetch` throws it. */
export function abortError(signal: AbortSignal): DOMException {
  const error = new DOMException('The call was aborted. A write may have been executed.', 'AbortError');
  // The constructor takes no cause in every runtime.
  Object.defineProperty(error, 'cause', { value: signal.reason, configurable: true });
  return error;
}
