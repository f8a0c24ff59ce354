import { type Caller, ProfilesError } from '@profiles/contracts';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface RateLimits {
  /** Points per organisation and client, for those who say who they are with ET-Client-Name. */
  readonly perMinute: number;
  /** Points per address, for those who do not. */
  readonly unidentifiedPerMinute: number;
}

/** Whose share a call is counted against. */
export interface Spender {
  readonly caller: Pick<Caller, 'organisationId' | 'clientId'>;
  /** The ET-Client-Name. */
  readonly clientName: string | undefined;
  readonly address: string;
}

export interface RateLimiter {
  /** Takes points from the caller's share and tells the headers that say what is left; refuses (429) when it is used up. */
  spend(by: Spender, points: number, tell: (headers: Record<string, string>) => void): Promise<void>;
  /** Refuses (429) an address from which too many bad tokens came, before another one is looked at. */
  checkAddress(address: string): Promise<void>;
  /** Counts a bad token. */
  tokenRefused(address: string): Promise<void>;
}

const SECONDS = 60;

/** The counts live in this process: with several side by side each gives out a share of its own. */
export function createRateLimiter({ perMinute, unidentifiedPerMinute }: RateLimits): RateLimiter {
  const duration = SECONDS;
  const identified = new RateLimiterMemory({ points: perMinute, duration });
  const unidentified = new RateLimiterMemory({ points: unidentifiedPerMinute, duration });
  const refused = new RateLimiterMemory({ points: perMinute, duration });
  // Until the first bad token comes, nobody needs to be looked up.
  let anyRefused = false;

  return {
    async spend({ caller, clientName = '', address }, points, tell) {
      const named = clientName !== '';
      const limiter = named ? identified : unidentified;
      const key = named ? `${caller.organisationId}/${caller.clientId}` : address;
      const policy = named ? 'client' : 'unidentified';
      const { allowed, count } = await taken(limiter, key, points);
      const seconds = secondsUntil(count);
      tell({
        'ratelimit-policy': `"${policy}";q=${limiter.points};w=${SECONDS}`,
        ratelimit: `"${policy}";r=${count.remainingPoints};t=${seconds}`,
      });
      if (!allowed) throw new ProfilesError(429, { retryAfter: seconds });
    },
    async checkAddress(address) {
      if (!anyRefused) return;
      const count = await refused.get(address);
      if (count && count.consumedPoints > perMinute) throw new ProfilesError(429, { retryAfter: secondsUntil(count) });
    },
    async tokenRefused(address) {
      anyRefused = true;
      await taken(refused, address, 1);
    },
  };
}

/** Takes points from a share; says whether there were enough of them. */
export async function taken(limiter: RateLimiterMemory, key: string, points: number) {
  try {
    return { allowed: true, count: await limiter.consume(key, points) };
  } catch (error) {
    if (error instanceof RateLimiterRes) return { allowed: false, count: error };
    throw error;
  }
}

export function secondsUntil({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
}
