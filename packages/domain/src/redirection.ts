import { type Rejected, Rejection, reject } from './decision.js';
import type { Profile, ProfileHead } from './profile.js';

/** Whether the profile was merged into another. A profile that only rests (status `P`) was not. */
export function isMerged(profile: Pick<ProfileHead, 'parentId'>): boolean {
  return profile.parentId !== undefined;
}

/**
 * [REDIR-1] [REDIR-3] Whether a customer number leads to this profile: its own number does, and so does every number
 * that was merged into it, directly or over others. A profile that was itself merged away is the end of no road,
 * and a merge hands all its numbers on, so exactly one profile answers to a number.
 */
export function survivorNumberOf(profile: ProfileHead, customerNumber: number): boolean {
  if (isMerged(profile)) return false;
  return profile.customerNumber === customerNumber || profile.relatedCustomerNumbers.includes(customerNumber);
}

/** The numbers that lead to the target once the source is merged into it: no chain is left to follow. */
export function relatedAfterMerge(source: Profile, target: Profile): number[] {
  return [...new Set([...target.relatedCustomerNumbers, source.customerNumber, ...source.relatedCustomerNumbers])];
}

/** The numbers that still lead to the target once the source and all that was merged into it lead there no more. */
export function relatedAfterUnmerge(source: Profile, target: Profile): number[] {
  const gone = new Set([source.customerNumber, ...source.relatedCustomerNumbers]);
  return target.relatedCustomerNumbers.filter((number) => !gone.has(number));
}

/**
 * [REDIR-4] [DEL-1] Why this profile can't be written to, if so. `survivor` is the profile it leads to: itself
 * unless it was merged.
 */
export function refusalOfWrite(profile: Profile, survivor: Profile): Rejected | undefined {
  if (survivor.status === 'D') return reject(Rejection.NotFound);
  if (isMerged(profile)) {
    return reject(Rejection.MergeRefused, {
      survivor: survivor.customerNumber,
      message: `The profile was merged into ${survivor.customerNumber}; write to that one.`,
    });
  }
  return undefined;
}
