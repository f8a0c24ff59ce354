import { ProfilesError } from '@profiles/contracts';

/**
 * A bearer token was sent and is not valid (611). Its challenge is `Bearer error="invalid_token"`; a request without a
 * token, or with a wrong password, is 611 too, but with a challenge that names no error (RFC 6750, section 3.1).
 */
export class InvalidTokenError extends ProfilesError {
  constructor(details: ConstructorParameters<typeof ProfilesError>[1], options?: ErrorOptions) {
    super(611, details, options);
  }
}

/** The header `WWW-Authenticate` of an error, if it is a 401. */
export function challengeOf(error: ProfilesError): string | undefined {
  if (error instanceof InvalidTokenError) return 'Bearer error="invalid_token"';
  return error.code === 611 ? 'Bearer' : undefined;
}
