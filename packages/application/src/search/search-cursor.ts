import { cursorFrom, partsOfCursor } from '@profiles/contracts';
import { type ProfileHead, sortKeysOf } from '@profiles/domain';
import type { ProfileCriteria, SearchOrder, SearchPlace } from '../ports/lookups.js';
import { badCursor } from '../responses/bad-cursor.js';

/** A search whose pages are walked through. */
export interface Walk {
  readonly criteria: ProfileCriteria | undefined;
  readonly order: SearchOrder;
  readonly digest: (text: string) => string;
}

/** The place that a walk has reached. */
interface Progress {
  readonly place: SearchPlace;
  /** The number of matches when the walk began, if it was counted. */
  readonly total: number | undefined;
}

/** The cursor of the page after a profile. It is opaque to callers and bound to the search that it came from. */
export function cursorAfter(profile: ProfileHead, total: number | undefined, walk: Walk): string {
  const { by } = walk.order;
  const place: SearchPlace = {
    customerNumber: profile.customerNumber,
    ...(by !== 'customerNumber' && by !== 'organisationId' && { key: sortKeysOf(profile)[by] }),
  };
  return cursorFrom([nameOf(walk), total ?? 0, place.customerNumber, place.key ?? null, total !== undefined]);
}

/**
 * The place that a cursor names.
 * @throws ProfilesError 400, when the cursor is not from this search
 */
export function placeAtCursor(cursor: string, walk: Walk): Progress {
  const [name, total, customerNumber, key, isCounted] = partsOfCursor(cursor);
  const isOurs = name === nameOf(walk) && isCount(total) && isCount(customerNumber);
  if (!isOurs || !(key == null || typeof key === 'string') || typeof isCounted !== 'boolean') {
    throw badCursor('Not the nextCursor of a search with these criteria and this sorting.');
  }
  return { total: isCounted ? total : undefined, place: { customerNumber, ...(key != null && { key }) } };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function nameOf({ criteria, order, digest }: Walk): string {
  return digest(JSON.stringify([criteria, order.by, order.direction])).slice(0, 16);
}
