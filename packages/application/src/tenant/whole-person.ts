import type { Profile, WholePerson } from '@profiles/domain';
import type { ProfileReader } from '../ports/profile-store.js';

/** Maximum merged profiles of one part. A part is written in one transaction, within the deadline of a commit. */
const MAX_PART_SIZE = 100;

/** A part of the data stored of one person. */
export interface PersonPart extends WholePerson {
  /** Whether no part follows: the survivor is erased with the last one. */
  readonly isLast: boolean;
}

/**
 * Reads the next part of the data stored of the person that a profile answers for: merged profiles that are still there,
 * and their cards. The last part includes the survivor's own cards. After a part is erased, the next call reads the next one.
 */
export async function partOfPerson(store: ProfileReader, survivor: Profile): Promise<PersonPart> {
  const { relatedCustomerNumbers: related, organisationId } = survivor;
  for (let start = 0; start + MAX_PART_SIZE < related.length; start += MAX_PART_SIZE) {
    const mergedIn = await store.byCustomerNumbers(related.slice(start, start + MAX_PART_SIZE), organisationId);
    if (mergedIn.length > 0)
      return { ...(await partFrom(store, mergedIn, organisationId)), survivor, mergedIn, isLast: false };
  }
  const rest = related.slice(-(related.length % MAX_PART_SIZE || MAX_PART_SIZE));
  const mergedIn = rest.length === 0 ? [] : await store.byCustomerNumbers(rest, organisationId);
  return { ...(await partFrom(store, [survivor, ...mergedIn], organisationId)), survivor, mergedIn, isLast: true };
}

async function partFrom(store: ProfileReader, profiles: readonly Profile[], organisationId: number) {
  return { ecards: await ecardsOf(store, profiles), markedDistinct: await othersOf(store, profiles, organisationId) };
}

async function ecardsOf(store: ProfileReader, owners: readonly Profile[]) {
  return (await Promise.all(owners.map(({ customerNumber }) => store.ecardsOf(customerNumber)))).flat();
}

/**
 * [DISTINCT-1] The other profiles with a mark about one of these. They are looked for by the mark: after an unmerge a profile can
 * have one that the other side has no more.
 */
async function othersOf(
  store: ProfileReader,
  profiles: readonly Profile[],
  organisationId: number,
): Promise<Profile[]> {
  const numbers = profiles.map(({ customerNumber }) => customerNumber);
  const marked = await store.markedDistinctFrom(organisationId, numbers);
  return marked.filter(({ customerNumber }) => !numbers.includes(customerNumber));
}
