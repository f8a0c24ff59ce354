import type { Profile, WholePerson } from '@profiles/domain';
import type { ProfileReader } from '../ports/profile-store.js';

/** Everything kept of the person that a profile answers for: merged-in profiles and all their cards. */
export async function wholePerson(store: ProfileReader, survivor: Profile): Promise<WholePerson> {
  const related = survivor.relatedCustomerNumbers;
  const mergedIn = related.length === 0 ? [] : await store.byCustomerNumbers(related);
  const ecards = await Promise.all([survivor, ...mergedIn].map((one) => store.ecardsOf(one.customerNumber)));
  return { survivor, mergedIn, ecards: ecards.flat() };
}
