import { ProfilesError } from '@profiles/contracts';
import { type ProfileSummary, sortKeysOf } from '@profiles/domain';
import type { ProfileCriteria, SearchOrder, SearchPlace } from '../ports/lookups.js';
import { cursorFrom, partsOfCursor } from '../responses/cursor.js';

/** A search whose pages are walked through. */
export interface Walk {
  readonly criteria: ProfileCriteria | undefined;
  readonly order: SearchOrder;
  readonly digest: (text: string) => string;
}

/** Where a walk has come to, and how many there were when it began. */
interface Progress {
  readonly place: SearchPlace;
  readonly totalItems: number;
}

/** The cursor that leads to what comes behind a profile. Opaque to callers; it is bound to the search it came from. */
export function cursorAfter(profile: ProfileSummary, totalItems: number, walk: Walk): string {
  const { by } = walk.order;
  const place: SearchPlace = {
    customerNumber: profile.customerNumber,
    ...(by !== 'customerNumber' && by !== 'organisationId' && { key: sortKeysOf(profile)[by] }),
  };
  return cursorFrom([nameOf(walk), totalItems, place.customerNumber, place.key]);
}

/** Where a cursor points to. Throws ProfilesError (400) for one that was not made by this search. */
export function placeAtCursor(cursor: string, walk: Walk): Progress {
  const [name, totalItems, customerNumber, key] = partsOfCursor(cursor);
  const isOurs = name === nameOf(walk) && isCount(totalItems) && isCount(customerNumber);
  if (!isOurs || !(key == null || typeof key === 'string')) {
    const message = 'Not the nextCursor of a search with these criteria and this sorting.';
    throw new ProfilesError(400, { detail: `cursor: ${message}`, errors: [{ path: 'cursor', message }] });
  }
  return { totalItems, place: { customerNumber, ...(key != null && { key }) } };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function nameOf({ criteria, order, digest }: Walk): string {
  return digest(JSON.stringify([criteria, order.by, order.direction])).slice(0, 16);
}
