import type { Instant } from '@profiles/domain';
import type { Scene } from '../pipeline/use-case.js';

/** When a profile deactivated now is purged, if nobody says otherwise. */
export function expirationFrom({ now, settings }: Scene): Instant {
  return new Date(Date.parse(now) + settings.deactivatedForMillis).toISOString();
}
