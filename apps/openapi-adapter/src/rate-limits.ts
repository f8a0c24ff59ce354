import { type Caller, ProfilesError } from '@profiles/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface RateLimits {
  /** Per organisation and client, for those who say who they are with ET-Client-Name. */
  readonly perMinute: number;
  /** Per address, for those who do not. */
  readonly unidentifiedPerMinute: number;
}

/** Counts a request against its caller's share; refuses (429) when the share is used up. */
export type RateLimiter = (request: FastifyRequest, reply: FastifyReply, caller: Caller) => Promise<void>;

const SECONDS = 60;

/** The counts live in this process: with several adapters side by side each gives out a share of its own. */
export function createRateLimiter({ perMinute, unidentifiedPerMinute }: RateLimits): RateLimiter {
  const identified = new RateLimiterMemory({ points: perMinute, duration: SECONDS });
  const unidentified = new RateLimiterMemory({ points: unidentifiedPerMinute, duration: SECONDS });

  return async (request, reply, { organisationId, clientId }) => {
    const named = (request.headers['et-client-name'] ?? '') !== '';
    const limiter = named ? identified : unidentified;
    const key = named ? `${organisationId}/${clientId}` : request.ip;
    const policy = named ? 'client' : 'unidentified';
    const { allowed, count } = await taken(limiter, key);
    const seconds = Math.max(1, Math.ceil(count.msBeforeNext / 1000));
    reply.header('ratelimit-policy', `"${policy}";q=${limiter.points};w=${SECONDS}`);
    reply.header('ratelimit', `"${policy}";r=${count.remainingPoints};t=${seconds}`);
    if (!allowed) throw new ProfilesError(429, { retryAfter: seconds });
  };
}

async function taken(limiter: RateLimiterMemory, key: string): Promise<{ allowed: boolean; count: RateLimiterRes }> {
  try {
    return { allowed: true, count: await limiter.consume(key) };
  } catch (error) {
    if (error instanceof RateLimiterRes) return { allowed: false, count: error };
    throw error;
  }
}
