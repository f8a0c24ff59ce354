import { type FailedCall, failureOf, ProfilesCallError } from './profiles-call-error.js';

/** Returns a bearer token. With `refresh` it must not return one from a cache: the service did not accept it. */
export type TokenFunction = (request: { readonly refresh: boolean }) => string | Promise<string>;

/** The request, and the token that the caller gave for it alone. */
interface Sending {
  readonly call: FailedCall;
  readonly ownToken: string | undefined;
}

/** Sends something with a bearer token. When the service does not accept it (401), it is sent once more with a new one. */
export type SendWithBearer = <T>(sending: Sending, send: (bearer: string) => Promise<T>) => Promise<T>;

/** Sends with the token of a client. */
export function bearersOf(token: string | TokenFunction): SendWithBearer {
  async function bearerFor({ call, ownToken }: Sending, refresh: boolean): Promise<string> {
    if (ownToken !== undefined) return ownToken;
    if (typeof token === 'string') return token;
    try {
      const bearer = await token({ refresh });
      if (typeof bearer === 'string' && bearer !== '') return bearer;
    } catch (error) {
      throw failureOf(call, 'token', error);
    }
    throw failureOf(call, 'token', new TypeError('The token function returned no token.'));
  }

  return async (sending, send) => {
    try {
      return await send(await bearerFor(sending, false));
    } catch (error) {
      const canRefresh = typeof token === 'function' && sending.ownToken === undefined;
      const isRefused = error instanceof ProfilesCallError && error.reason === 'refused' && error.status === 401;
      if (!canRefresh || !isRefused) throw error;
      // Safe for every operation: a call that is refused with 401 was not executed.
      return send(await bearerFor(sending, true));
    }
  };
}
