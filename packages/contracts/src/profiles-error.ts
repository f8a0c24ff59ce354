import {
  type CatalogueEntry,
  ERROR_CATALOGUE,
  type ErrorCode,
  isErrorCode,
  type RetryAdvice,
} from './error-catalogue.js';

/** One error in the input: the path of the field and the message. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export interface ProfilesErrorDetails {
  /** The failure in a sentence without personal data. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** The profile a merged one leads to. */
  readonly survivor?: number;
  /** Overrides the catalogue's status, where one code has two. */
  readonly status?: number;
  /** After how many seconds to try again. */
  readonly retryAfter?: number;
  readonly correlationId?: string;
}

/** An error as it travels: RFC 9457 problem details with our members. The same over REST and in tRPC's `error.data`. */
export interface Problem {
  /** The absolute URI of the page about this code. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errorCode: ErrorCode;
  readonly shortNorwegian: string;
  readonly longNorwegian: string;
  readonly shortEnglish: string;
  readonly longEnglish: string;
  readonly retry: RetryAdvice;
  readonly correlationId?: string;
  /** Names this one occurrence. */
  readonly instance?: string;
  readonly survivor?: number;
  /** After how many seconds to try again. */
  readonly retryAfter?: number;
  readonly errors?: readonly FieldError[];
}

/** The one class that ProfilesApi throws, in the process and over the wire. */
export class ProfilesError extends Error {
  override name = 'ProfilesError';
  readonly code: ErrorCode;
  readonly details: ProfilesErrorDetails;

  constructor(code: ErrorCode, details: ProfilesErrorDetails = {}, options?: ErrorOptions) {
    super(details.detail ?? ERROR_CATALOGUE[code].longEnglish, options);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return this.details.status ?? ERROR_CATALOGUE[this.code].status;
  }

  /** Whether, and when, asking again can help. */
  get retry(): RetryAdvice {
    return ERROR_CATALOGUE[this.code].retry;
  }
}

/** The error as it goes over the wire. A fault of ours (500) says nothing about itself. */
export function problemOf(error: ProfilesError, correlationId?: string, publicUrl = ''): Problem {
  const { status: _status, alsoStatus: _alsoStatus, ...texts }: CatalogueEntry = ERROR_CATALOGUE[error.code];
  const { errors, survivor, retryAfter } = error.details;
  return {
    type: `${publicUrl}/errors/${error.code}`,
    status: error.status,
    detail: error.code === 500 ? texts.longEnglish : error.message,
    errorCode: error.code,
    ...texts,
    ...(correlationId !== undefined && { correlationId, instance: `urn:correlation:${correlationId}` }),
    ...(survivor !== undefined && { survivor }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(errors !== undefined && { errors }),
  };
}

/** The error that a problem from the wire stands for, or undefined when it is no problem of ours. */
export function errorFromProblem(data: unknown): ProfilesError | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { errorCode, detail, status, errors, survivor, retryAfter, correlationId } = data as Partial<Problem>;
  if (!isErrorCode(errorCode)) return undefined;
  return new ProfilesError(errorCode, {
    ...(detail !== undefined && { detail }),
    ...(status !== undefined && { status }),
    ...(errors !== undefined && { errors }),
    ...(survivor !== undefined && { survivor }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(correlationId !== undefined && { correlationId }),
  });
}
