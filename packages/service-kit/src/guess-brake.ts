import { ProfilesError } from '@profiles/contracts';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { secondsUntil, taken } from './rate-limits.js';

export interface GuessLimits {
  /** Wrong passwords for one customer within five minutes. */
  readonly perCustomer: number;
  /** Wrong passwords from one address within five minutes. */
  readonly perAddress: number;
}

/** A password that somebody tries. */
export interface Guess {
  /** For whom: organisation and username, whether there is such a customer or not. */
  readonly customer: string;
  readonly address: string | undefined;
}

const SECONDS = 5 * 60;

/**
 * Slows down who loginThrottle passwords. A guess is counted before the password is looked at, so that many at once get no
 * further than many in a row, and a right one is given back. The counts live in this process.
 */
export function createGuessBrake({ perCustomer, perAddress }: GuessLimits) {
  const byCustomer = new RateLimiterMemory({ points: perCustomer, duration: SECONDS });
  const byAddress = new RateLimiterMemory({ points: perAddress, duration: SECONDS });
  const sharesOf = ({ customer, address }: Guess) => [
    { limiter: byCustomer, key: customer },
    ...(address === undefined ? [] : [{ limiter: byAddress, key: address }]),
  ];
  return {
    /** Refuses (429) when too many loginThrottle were wrong. */
    async take(guess: Guess): Promise<void> {
      for (const { limiter, key } of sharesOf(guess)) {
        const { allowed, count } = await taken(limiter, key, 1);
        if (allowed) continue;
        const detail = 'Too many wrong passwords. Wait before the next attempt.';
        throw new ProfilesError(429, { detail, retryAfter: secondsUntil(count) });
      }
    },
    /** The password was right. */
    async right(guess: Guess): Promise<void> {
      for (const { limiter, key } of sharesOf(guess)) await limiter.reward(key, 1);
    },
  };
}
