/** The latest end that a lease can have, in times to live from now. Half of it is tolerance for a clock that was set. */
const MAX_TTLS_AHEAD = 2;

/** The time that the expiry of a lease is judged by. */
export interface LeaseTime {
  /** By the clock of the database. */
  readonly now: Date;
  /** In milliseconds. */
  readonly ttlMillis: number;
}

/**
 * Whether a lease has expired. An end further ahead than two times to live counts as expired: no owner writes one, so
 * it was written by a clock that is wrong or was set back since.
 */
export function isExpired(until: Date, { now, ttlMillis }: LeaseTime): boolean {
  const left = until.getTime() - now.getTime();
  return left <= 0 || left > MAX_TTLS_AHEAD * ttlMillis;
}
