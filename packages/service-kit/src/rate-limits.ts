import { type Caller, ProfilesError } from '@profiles/contracts';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Quotas per minute. One call costs 1; expensive operations cost more (see `weight` of an operation). */
export interface RateLimits {
  /** Quota of one organisation and client, for requests with `ET-Client-Name`. */
  readonly perMinute: number;
  /** Quota of one IP address, for requests without `ET-Client-Name`. */
  readonly unidentifiedPerMinute: number;
}

/** Determines the quota that a request is charged to. */
export interface RateLimitSubject {
  readonly caller: Pick<Caller, 'organisationId' | 'clientId'>;
  /** The header `ET-Client-Name`. */
  readonly clientName: string | undefined;
  readonly address: string;
}

/** Counts the calls of each client and rejects those that exceed its quota. */
export interface RateLimiter {
  /**
   * Charges the cost of a call to its quota. Passes the headers `RateLimit` and `RateLimit-Policy` to `setHeaders`, also
   * before it rejects.
   *
   * @throws {@link ProfilesError} 429 when the quota is used up.
   */
  charge(subject: RateLimitSubject, cost: number, setHeaders: (headers: Record<string, string>) => void): Promise<void>;
  /**
   * Rejects an address that has sent too many invalid tokens, before another signature is verified.
   *
   * @throws {@link ProfilesError} 429
   */
  checkAddress(address: string): Promise<void>;
  /** Counts an invalid token of an address. */
  countRejectedToken(address: string): Promise<void>;
}

const WINDOW_SECONDS = 60;

/**
 * Creates a rate limiter whose counts live in the memory of this process: each replica has its own quotas.
 * @param onRefused called with the name of the quota that refuses a call
 */
export function createRateLimiter(
  { perMinute, unidentifiedPerMinute }: RateLimits,
  onRefused: (quota: string) => void = () => undefined,
): RateLimiter {
  const duration = WINDOW_SECONDS;
  const identified = new RateLimiterMemory({ points: perMinute, duration });
  const unidentified = new RateLimiterMemory({ points: unidentifiedPerMinute, duration });
  const rejectedTokens = new RateLimiterMemory({ points: perMinute, duration });
  // Until the first invalid token arrives, no address needs a lookup.
  let anyRejected = false;

  return {
    async charge({ caller, clientName = '', address }, cost, setHeaders) {
      const named = clientName !== '';
      const limiter = named ? identified : unidentified;
      const key = named ? `${caller.organisationId}/${caller.clientId}` : address;
      const policy = named ? 'client' : 'unidentified';
      const { allowed, quota } = await consumeQuota(limiter, key, cost);
      const seconds = secondsUntilReset(quota);
      setHeaders({
        'ratelimit-policy': `"${policy}";q=${limiter.points};w=${WINDOW_SECONDS}`,
        ratelimit: `"${policy}";r=${quota.remainingPoints};t=${seconds}`,
      });
      if (allowed) return;
      onRefused(policy);
      throw new ProfilesError(429, { retryAfter: seconds });
    },
    async checkAddress(address) {
      if (!anyRejected) return;
      const quota = await rejectedTokens.get(address);
      if (quota && quota.consumedPoints > perMinute) {
        onRefused('invalid_tokens');
        throw new ProfilesError(429, { retryAfter: secondsUntilReset(quota) });
      }
    },
    async countRejectedToken(address) {
      anyRejected = true;
      await consumeQuota(rejectedTokens, address, 1);
    },
  };
}

/** Consumes part of a quota; `allowed` is false when too little of it was left. */
export async function consumeQuota(limiter: RateLimiterMemory, key: string, cost: number) {
  try {
    return { allowed: true, quota: await limiter.consume(key, cost) };
  } catch (error) {
    if (error instanceof RateLimiterRes) return { allowed: false, quota: error };
    throw error;
  }
}

/** Whole seconds until a quota is full again, at least one: the value of `Retry-After`. */
export function secondsUntilReset({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
}
