import { duplicateTerms, type Profile, searchTermsOf } from '@profiles/domain';
import type { ProfileStore } from '../ports/profile-store.js';

/**
 * The largest number of profiles that may share a value. A value with more holders says nothing about a person: it is the
 * telephone of a school, or a day of birth that was entered when none was known.
 */
const MAX_SHARED_BY = 100;
/** Profiles that one read returns at most. With more holders, the values are divided into two reads. */
const MAX_HOLDERS = 1_000;

/** Where candidates are looked for. */
export interface CandidateSearch {
  readonly store: Pick<ProfileStore, 'duplicatePairs'>;
  readonly organisationId: number;
  /** Values that are known to have too many holders. Values that are found to be common are added. */
  readonly common: Set<string>;
}

/**
 * [DUP-1] For each profile, the profiles that share a value with it. Each read is bounded, whatever the number of profiles and
 * however common a value is. Values with more than 100 holders are left out, for both profiles of a pair.
 */
export async function candidatesOf(
  search: CandidateSearch,
  profiles: readonly Profile[],
): Promise<(readonly [Profile, readonly Profile[]])[]> {
  const shared = profiles.map((profile) => [profile, duplicateTerms(profile)] as const);
  const terms = [...new Set(shared.flatMap(([, own]) => own))].filter((term) => !search.common.has(term));
  const byTerm = new Map<string, Profile[]>();
  for (const holder of await holdersOf(search, terms)) {
    for (const term of searchTermsOf(holder)) {
      const holders = byTerm.get(term);
      if (holders === undefined) byTerm.set(term, [holder]);
      else holders.push(holder);
    }
  }
  for (const term of terms) if ((byTerm.get(term)?.length ?? 0) > MAX_SHARED_BY) search.common.add(term);
  return shared.map(([profile, own]) => {
    const candidates = own.filter((term) => !search.common.has(term)).flatMap((term) => byTerm.get(term) ?? []);
    return [profile, candidates];
  });
}

/** The profiles that have one of these terms, each once. Terms that many profiles have are left out. */
async function holdersOf(search: CandidateSearch, terms: readonly string[]): Promise<Profile[]> {
  const holders = new Map<number, Profile>();
  const open: (readonly string[])[] = [terms];
  for (let some = open.pop(); some !== undefined; some = open.pop()) {
    if (some.length === 0) continue;
    const limit = some.length === 1 ? MAX_SHARED_BY + 1 : MAX_HOLDERS;
    const found = await search.store.duplicatePairs.holdersOf(search.organisationId, some, limit);
    if (found.length < limit) for (const holder of found) holders.set(holder.customerNumber, holder);
    else if (some.length === 1) for (const term of some) search.common.add(term);
    else open.push(some.slice(0, some.length / 2), some.slice(some.length / 2));
  }
  return [...holders.values()];
}
