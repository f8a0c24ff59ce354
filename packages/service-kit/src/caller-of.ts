import { type Caller, ProfilesError } from '@profiles/contracts';
import type { FastifyRequest } from 'fastify';
import type { RateLimiter } from './rate-limits.js';
import type { TokenVerifier } from './token-verifier.js';

/** Who calls, by the token alone (611). Whoever sends bad tokens without end is told to wait (429). */
export async function callerOf(
  request: FastifyRequest,
  { verify, limiter }: { readonly verify: TokenVerifier; readonly limiter: RateLimiter },
): Promise<Caller> {
  await limiter.checkAddress(request.ip);
  try {
    return await verify(request.headers.authorization);
  } catch (error) {
    if (error instanceof ProfilesError && error.code === 611) await limiter.tokenRefused(request.ip);
    throw error;
  }
}
