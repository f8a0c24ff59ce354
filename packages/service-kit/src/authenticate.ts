import { type Caller, ProfilesError } from '@profiles/contracts';
import type { FastifyRequest } from 'fastify';
import type { RateLimiter } from './limits/rate-limits.js';
import { noted } from './request-call.js';
import type { TokenVerifier } from './token-verifier.js';

/** The part of a request that identifies its caller, and the address that invalid tokens are counted for. */
interface Authenticated extends Pick<FastifyRequest, 'id'> {
  readonly ip: string;
  readonly headers: Pick<FastifyRequest['headers'], 'authorization'>;
}

/**
 * The caller of a request. Identity comes from the bearer token alone, never from another header.
 *
 * @throws {@link ProfilesError} 611 when the token is missing or not valid, 429 when the address has sent too many
 * invalid tokens, 619 when the issuer's keys cannot be fetched.
 */
export async function authenticate(
  request: Authenticated,
  { verify, limiter }: { readonly verify: TokenVerifier; readonly limiter: RateLimiter },
): Promise<Caller> {
  await limiter.checkAddress(request.ip);
  try {
    const caller = await verify(request.headers.authorization);
    const call = noted(request);
    call.organisation = caller.organisationId;
    call.client = caller.clientId;
    return caller;
  } catch (error) {
    if (error instanceof ProfilesError && error.code === 611) await limiter.countRejectedToken(request.ip);
    throw error;
  }
}
