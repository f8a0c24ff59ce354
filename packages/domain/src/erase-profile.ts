import { acceptAsIs } from './accept.js';
import type { Accepted } from './decision.js';
import { withoutMarks } from './distinct-profiles.js';
import type { EcardOwnership } from './ecard.js';
import type { Instant } from './instant.js';
import type { Profile } from './profile.js';
import { isMerged } from './redirection.js';

/** All data that is stored of one person. */
export interface WholePerson {
  /** The profile that all numbers of the person redirect to; never a merged one. */
  readonly survivor: Profile;
  /** Every profile that was merged into it, directly or over others. */
  readonly mergedIn: readonly Profile[];
  /** Every ownership of all of them, ended ones too. */
  readonly ecards: readonly EcardOwnership[];
  /** [DISTINCT-1] Profiles that may be marked distinct from one of them. */
  readonly markedDistinct?: readonly Profile[];
}

/** [ERASE-1] Removes a person as a whole: the profile, all merged into it, and every card ownership of theirs. */
export function decideErase({ survivor, mergedIn, ecards, markedDistinct }: WholePerson): Accepted {
  return decideEraseMerged({ mergedIn: [survivor, ...mergedIn], ecards, ...(markedDistinct && { markedDistinct }) });
}

/**
 * [ERASE-1] Erases a part of the profiles that were merged into a person, with their cards. A person with many of them is
 * erased in several steps, the survivor last: an erasure that is interrupted is completed by repeating it. [DISTINCT-1]
 * Marks about them end.
 */
export function decideEraseMerged({
  mergedIn,
  ecards,
  markedDistinct = [],
}: Pick<WholePerson, 'mergedIn' | 'ecards' | 'markedDistinct'>): Accepted {
  const numbers = mergedIn.map(({ customerNumber }) => customerNumber);
  const marked = markedDistinct.filter(({ distinctFrom = [] }) => distinctFrom.some((one) => numbers.includes(one)));
  return acceptAsIs({
    profiles: [
      ...mergedIn.map((before) => ({ before })),
      ...marked.map((before) => ({ before, after: withoutMarks(before, numbers) })),
    ],
    ecards: ecards.map((before) => ({ before })),
  });
}

/**
 * [PURGE-1] From when on a profile may be purged: the expirationDate of a deactivated or a temporary one. Any other is
 * kept whatever its date is, and a merged one goes when its survivor goes. Absent: not before something changes.
 */
export function purgeableFrom(profile: Profile): Instant | undefined {
  if (isMerged(profile)) return undefined;
  return profile.status === 'D' || profile.profileType === 'T' ? profile.expirationDate : undefined;
}

/** [PURGE-1] Whether the time of a profile is over. */
export function isPurgeable(profile: Profile, now: Instant): boolean {
  const from = purgeableFrom(profile);
  return from !== undefined && from <= now;
}
