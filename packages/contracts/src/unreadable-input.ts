import { type FieldError, ProfilesError } from './profiles-error.js';

const EXPECTED =
  'The input is not readable: send JSON (RFC 8259) in UTF-8. The input of a batch is an object of inputs by index.';

/**
 * Takes the place of an input that a transport could not read. The request pipeline refuses it, but only after the checks
 * that come before the shape of the request: token, permission and rate limit.
 */
export class UnreadableInput {
  readonly #reason: ProfilesError;

  constructor(cause: unknown) {
    const errors = [{ path: '', message: EXPECTED }];
    this.#reason = cause instanceof ProfilesError ? cause : new ProfilesError(400, { detail: EXPECTED, errors });
  }

  /** The refusal, with further errors of the same request. */
  with(otherErrors: readonly FieldError[]): ProfilesError {
    const { code, details } = this.#reason;
    return new ProfilesError(code, { ...details, errors: [...(details.errors ?? []), ...otherErrors] });
  }
}
