import type { Instant } from '@profiles/domain';
import type { UseCaseContext } from '../pipeline/use-case.js';

/** The time of purge of a profile that is deactivated now, unless the caller names another. */
export function expirationFrom({ now, settings }: UseCaseContext): Instant {
  return new Date(Date.parse(now) + settings.deactivatedForMillis).toISOString();
}
