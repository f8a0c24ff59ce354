import type { Lookups } from '@profiles/application';
import type { Profile, ProfileSummary } from '@profiles/domain';

/** The same lookups, without preferences and notes. */
export function summariesOf(lookups: Lookups<Profile>): Lookups<ProfileSummary> {
  const one = async (found: Promise<Profile | undefined>) => {
    const profile = await found;
    return profile && summaryOf(profile);
  };
  const all = async (found: Promise<Profile[]>) => (await found).map(summaryOf);
  return {
    byCustomerNumber: (...question) => one(lookups.byCustomerNumber(...question)),
    byUuid: (...question) => one(lookups.byUuid(...question)),
    byCustomerRef: (...question) => one(lookups.byCustomerRef(...question)),
    byCustomerNumbers: (...question) => all(lookups.byCustomerNumbers(...question)),
    byCustomerRefs: (...question) => all(lookups.byCustomerRefs(...question)),
    byLogin: (...question) => all(lookups.byLogin(...question)),
    survivorOf: (...question) => one(lookups.survivorOf(...question)),
    survivorsOf: (...question) => all(lookups.survivorsOf(...question)),
    find: (...question) => all(lookups.find(...question)),
  };
}

function summaryOf({ preferences: _preferences, notes: _notes, ...summary }: Profile): ProfileSummary {
  return summary;
}
