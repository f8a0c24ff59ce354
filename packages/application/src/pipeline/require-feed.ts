import { ProfilesError } from '@profiles/contracts';
import type { EventFeed } from '../ports/event-feed.js';

/** @throws ProfilesError 619 when the installation has no events gateway. */
export function requireFeed(feed: EventFeed | undefined): EventFeed {
  if (feed !== undefined) return feed;
  throw new ProfilesError(619, { detail: 'This installation has no events gateway (EVENTS_GATEWAY_URL).' });
}
