import { ProfilesError } from '@profiles/contracts';
import { Quota } from './quota.js';
import type { LimiterParts } from './rate-limits.js';

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
 * no further than sequential ones; a successful attempt is refunded. With a {@link LimitSync} all processes count together.
 */
export function createLoginThrottle(
  { perCustomer, perAddress }: LoginThrottleLimits,
  { onRefused, sync }: LimiterParts = {},
) {
  const windowSeconds = WINDOW_SECONDS;
  const byCustomer = new Quota({ name: 'login_customer', limit: perCustomer, windowSeconds, sync });
  const byAddress = new Quota({ name: 'login_address', limit: perAddress, windowSeconds, sync });
  const quotasOf = ({ customer, address }: Guess) => [
    { quota: byCustomer, key: customer, name: 'login_customer' },
    ...(address === undefined ? [] : [{ quota: byAddress, key: address, name: 'login_address' }]),
  ];
  return {
    /**
     * Counts an attempt.
     *
     * @throws {@link ProfilesError} 429 after too many wrong passwords.
     */
    async take(guess: Guess): Promise<void> {
      for (const { quota, key, name } of quotasOf(guess)) {
        const { allowed, seconds } = await quota.use(key, 1);
        if (allowed) continue;
        onRefused?.(name);
        const detail = 'Too many wrong passwords. Wait before the next attempt.';
        throw new ProfilesError(429, { detail, retryAfter: seconds });
      }
    },
    /** Refunds an attempt whose password was right. */
    async right(guess: Guess): Promise<void> {
      for (const { quota, key } of quotasOf(guess)) await quota.takeBack(key, 1);
    },
  };
}
