import { ProfilesError } from '@profiles/contracts';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { consumeQuota, secondsUntilReset } from './rate-limits.js';

/** How many wrong passwords are accepted before further attempts are rejected with 429. */
export interface LoginThrottleLimits {
  /** Wrong passwords for one customer within five minutes. */
  readonly perCustomer: number;
  /** Wrong passwords from one IP address within five minutes. */
  readonly perAddress: number;
}

/** One login attempt. */
export interface Guess {
  /** Organisation and username. The customer need not exist: unknown usernames are throttled alike. */
  readonly customer: string;
  readonly address: string | undefined;
}

const WINDOW_SECONDS = 5 * 60;

/**
 * Throttles password guessing. An attempt is counted before its password is checked, so that concurrent attempts get
 * no further than sequential ones; a successful attempt is refunded. The counts live in the memory of this process.
 * @param onRefused called with the name of the quota that refuses an attempt
 */
export function createLoginThrottle(
  { perCustomer, perAddress }: LoginThrottleLimits,
  onRefused: (quota: string) => void = () => undefined,
) {
  const byCustomer = new RateLimiterMemory({ points: perCustomer, duration: WINDOW_SECONDS });
  const byAddress = new RateLimiterMemory({ points: perAddress, duration: WINDOW_SECONDS });
  const quotasOf = ({ customer, address }: Guess) => [
    { limiter: byCustomer, key: customer, name: 'login_customer' },
    ...(address === undefined ? [] : [{ limiter: byAddress, key: address, name: 'login_address' }]),
  ];
  return {
    /**
     * Counts an attempt.
     *
     * @throws {@link ProfilesError} 429 after too many wrong passwords.
     */
    async take(guess: Guess): Promise<void> {
      for (const { limiter, key, name } of quotasOf(guess)) {
        const { allowed, quota } = await consumeQuota(limiter, key, 1);
        if (allowed) continue;
        onRefused(name);
        const detail = 'Too many wrong passwords. Wait before the next attempt.';
        throw new ProfilesError(429, { detail, retryAfter: secondsUntilReset(quota) });
      }
    },
    /** Refunds an attempt whose password was right. */
    async right(guess: Guess): Promise<void> {
      for (const { limiter, key } of quotasOf(guess)) await limiter.reward(key, 1);
    },
  };
}
