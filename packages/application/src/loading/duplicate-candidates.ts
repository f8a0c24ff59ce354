import { duplicateSearches, type Profile, type SearchCriterion } from '@profiles/domain';
import type { Lookups } from '../ports/lookups.js';

/**
 * The largest number of profiles that may share a value. A value with more holders says nothing about a person: it is the
 * telephone of a school, or a day of birth that was entered when none was known.
 */
export const MAX_SHARED_BY = 100;

/**
 * [DUP-1] The profiles that may be the same person as this one. The work is bounded: a search for each value that
 * candidates share, each of at most 101 profiles. A value with more holders is asked for together with the name, and
 * left out when even that is common. Both are the same from each side of a pair.
 */
export async function duplicateCandidates<P extends Profile>(
  store: Pick<Lookups<P>, 'find'>,
  profile: Profile,
): Promise<P[]> {
  const { organisationId } = profile;
  const holders = (terms: readonly SearchCriterion[]) =>
    store.find({ organisationId, terms, includeTemporary: true, limit: MAX_SHARED_BY + 1 });
  const found = await Promise.all(
    duplicateSearches(profile).map(async ({ shared, narrowed }) => {
      const sharing = await holders([shared]);
      if (sharing.length <= MAX_SHARED_BY) return sharing;
      const named = narrowed.length === 0 ? [] : await holders(narrowed);
      return named.length <= MAX_SHARED_BY ? named : [];
    }),
  );
  return found.flat();
}
