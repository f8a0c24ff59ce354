import { accept, unchanged } from './accept.js';
import { type Decision, Rejection, reject } from './decision.js';
import { without } from './patch.js';
import type { Profile, ProfileSummary } from './profile.js';

/** Two profiles that are, or are not, two persons. Neither was merged. */
export interface ProfilePair {
  readonly profile: Profile;
  readonly other: Profile;
}

/** The most profiles that one profile can be marked distinct from. */
export const MAX_DISTINCT = 1000;

/**
 * [DISTINCT-1] Whether two profiles are marked as two different persons. A mark counts when both sides have it, under any
 * number that leads to them, so that it follows the survivor when either of them is merged, and ends for both at once.
 */
export function areDistinct(one: ProfileSummary, other: ProfileSummary): boolean {
  return namesAny(one, numbersOf(other)) && namesAny(other, numbersOf(one));
}

/** [DISTINCT-1] Records for both profiles that they are two different persons. Repeated, it changes nothing. */
export function decideMarkDistinct({ profile, other }: ProfilePair): Decision {
  if (profile.customerNumber === other.customerNumber) {
    return reject(Rejection.Conflict, { message: 'A profile cannot be marked distinct from itself.' });
  }
  if (profile.organisationId !== other.organisationId) return reject(Rejection.NotFound);
  if (areDistinct(profile, other)) return unchanged;
  const marked = { profile: withMark(profile, other), other: withMark(other, profile) };
  const isTooLong = [marked.profile, marked.other].some(({ distinctFrom = [] }) => distinctFrom.length > MAX_DISTINCT);
  if (isTooLong) {
    const message = `A profile can be marked distinct from at most ${MAX_DISTINCT} others; remove marks that are not needed.`;
    return reject(Rejection.TooMany, { message, errors: [{ path: 'distinctFrom', message }] });
  }
  return bothChanged({ profile, other }, marked);
}

/**
 * [DISTINCT-1] Removes the mark from both profiles. Without a mark it changes nothing. Nor does it for a profile and itself:
 * a mark about a profile that was merged into it is kept for the unmerge.
 */
export function decideUnmarkDistinct({ profile, other }: ProfilePair): Decision {
  if (profile.customerNumber === other.customerNumber) return unchanged;
  if (profile.organisationId !== other.organisationId) return reject(Rejection.NotFound);
  if (!areDistinct(profile, other)) return unchanged;
  return bothChanged(
    { profile, other },
    { profile: withoutMarks(profile, numbersOf(other)), other: withoutMarks(other, numbersOf(profile)) },
  );
}

/** [DISTINCT-1] What the target of a merge is marked distinct from: the source keeps its own marks for an unmerge. */
export function distinctAfterMerge(source: Profile, target: Profile): Pick<Profile, 'distinctFrom'> {
  const own = new Set([...numbersOf(source), ...numbersOf(target)]);
  const gained = (source.distinctFrom ?? []).filter((number) => !own.has(number));
  if (gained.length === 0) return {};
  return { distinctFrom: inOrder([...(target.distinctFrom ?? []), ...gained]) };
}

/** [DISTINCT-1] [ERASE-1] The profile without marks about these numbers; the list is absent when it is empty. */
export function withoutMarks(profile: Profile, numbers: readonly number[]): Profile {
  const left = (profile.distinctFrom ?? []).filter((number) => !numbers.includes(number));
  return left.length === 0 ? without(profile, 'distinctFrom') : { ...profile, distinctFrom: left };
}

function withMark(profile: Profile, other: Profile): Profile {
  return { ...profile, distinctFrom: inOrder([...(profile.distinctFrom ?? []), other.customerNumber]) };
}

function inOrder(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function namesAny({ distinctFrom = [] }: ProfileSummary, numbers: readonly number[]): boolean {
  return distinctFrom.some((number) => numbers.includes(number));
}

/** Every number that leads to a profile. */
function numbersOf({ customerNumber, relatedCustomerNumbers }: ProfileSummary): number[] {
  return [customerNumber, ...relatedCustomerNumbers];
}

function bothChanged(before: ProfilePair, after: ProfilePair): Decision {
  const [one, other] = [before.profile.customerNumber, before.other.customerNumber];
  return accept({
    profiles: [
      { before: before.profile, after: after.profile, relatedCustomerNumber: other },
      { before: before.other, after: after.other, relatedCustomerNumber: one },
    ],
  });
}
