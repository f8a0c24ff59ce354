import { ProfilesError } from '@profiles/contracts';
import { type ProfileHead, sortKeysOf } from '@profiles/domain';
import type { ProfileCriteria, SearchOrder, SearchPlace } from '../ports/lookups.js';
import { cursorFrom, partsOfCursor } from '../responses/cursor.js';

/** A search whose pages are walked through. */
export interface Walk {
  readonly criteria: ProfileCriteria | undefined;
  readonly order: SearchOrder;
  readonly digest: (text: string) => string;
}

/** The number of matches when a walk began. */
export interface Matches {
  /** How many are known of: it decides which way of reading a page is cheaper. */
  readonly known: number;
  /** Whether these are all. */
  readonly areAll: boolean;
}

/** The place that a walk has reached, and the number of matches when it began. */
interface Progress {
  readonly place: SearchPlace;
  readonly matches: Matches;
}

/** The cursor of the page after a profile. It is opaque to callers and bound to the search that it came from. */
export function cursorAfter(profile: ProfileHead, { known, areAll }: Matches, walk: Walk): string {
  const { by } = walk.order;
  const place: SearchPlace = {
    customerNumber: profile.customerNumber,
    ...(by !== 'customerNumber' && by !== 'organisationId' && { key: sortKeysOf(profile)[by] }),
  };
  return cursorFrom([nameOf(walk), known, place.customerNumber, place.key ?? null, areAll]);
}

/**
 * The place that a cursor names.
 * @throws ProfilesError 400, when the cursor is not from this search
 */
export function placeAtCursor(cursor: string, walk: Walk): Progress {
  const [name, known, customerNumber, key, areAll] = partsOfCursor(cursor);
  const isOurs = name === nameOf(walk) && isCount(known) && isCount(customerNumber);
  if (!isOurs || !(key == null || typeof key === 'string') || typeof areAll !== 'boolean') {
    const message = 'Not the nextCursor of a search with these criteria and this sorting.';
    throw new ProfilesError(400, { detail: `cursor: ${message}`, errors: [{ path: 'cursor', message }] });
  }
  return { matches: { known, areAll }, place: { customerNumber, ...(key != null && { key }) } };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function nameOf({ criteria, order, digest }: Walk): string {
  return digest(JSON.stringify([criteria, order.by, order.direction])).slice(0, 16);
}
