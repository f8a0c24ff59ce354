import type { ProfileCriteria, ProfileSearch, SearchOrder, SearchPlace } from '@profiles/application';
import { meets, type Profile, searchTermsOf, sortKeysOf } from '@profiles/domain';

/** Whether a profile meets all criteria of a search. */
export function matches(profile: Profile, { organisationId, terms, includeTemporary }: ProfileCriteria): boolean {
  if (profile.organisationId !== organisationId) return false;
  if (profile.profileType === 'T' && !includeTemporary) return false;
  const held = searchTermsOf(profile);
  return terms.every((term) => meets(held, term));
}

/** The requested part of the matching profiles, in the order of the search. */
export function stretchOf(profiles: readonly Profile[], search: ProfileSearch): Profile[] {
  const { order = { by: 'customerNumber', direction: 'asc' }, after, skip = 0, limit } = search;
  const compare = (a: SearchPlace, b: SearchPlace) => comparePlaces(a, b, order);
  const found = profiles
    .filter((profile) => matches(profile, search))
    .map((profile) => ({ profile, place: placeOf(profile, order) }))
    .sort((a, b) => compare(a.place, b.place));
  const behind = after === undefined ? found : found.filter(({ place }) => compare(place, after) > 0);
  return behind.slice(skip, skip + limit).map(({ profile }) => profile);
}

function placeOf(profile: Profile, { by }: SearchOrder): SearchPlace {
  const { customerNumber } = profile;
  return by === 'customerNumber' || by === 'organisationId'
    ? { customerNumber }
    : { customerNumber, key: sortKeysOf(profile)[by] };
}

/** Ties, and profiles of one organisation, go by customer number; only the order by that number itself is turned. */
function comparePlaces(a: SearchPlace, b: SearchPlace, { by, direction }: SearchOrder): number {
  const numbers = a.customerNumber - b.customerNumber;
  const turned = direction === 'desc' ? -1 : 1;
  if (by === 'customerNumber') return numbers * turned;
  if (a.key === b.key) return numbers;
  return isBefore(a.key ?? '', b.key ?? '') ? -turned : turned;
}

/** Compares by code points, as UTF-8 sorts; JavaScript itself compares UTF-16 code units. */
function isBefore(a: string, b: string): boolean {
  const [left, right] = [[...a], [...b]];
  const index = left.findIndex((character, at) => character !== right[at]);
  if (index === -1) return left.length < right.length;
  return (left[index]?.codePointAt(0) ?? 0) < (right[index]?.codePointAt(0) ?? -1);
}
