import { type Changes, decideErase, decideEraseMerged, type Profile } from '@profiles/domain';
import type { Commit } from './ports/commit.js';
import type { ProfileStore } from './ports/profile-store.js';
import { partOfPerson } from './tenant/whole-person.js';

/**
 * [ERASE-1] Erases a person in parts that fit into one transaction each, the survivor last. It may be interrupted and run
 * again. Returns the number of profiles that were erased.
 * @throws StaleRevisionError when a profile changed meanwhile; the parts before are erased
 */
export async function eraseInParts(
  store: ProfileStore,
  survivor: Profile,
  commitOf: (changes: Changes) => Commit,
): Promise<number> {
  for (let erased = 0; ; ) {
    const { isLast, ...person } = await partOfPerson(store, survivor);
    const { changes } = isLast ? decideErase(person) : decideEraseMerged(person);
    await store.commit(commitOf(changes));
    erased += changes.profiles.filter(({ after }) => after === undefined).length;
    if (isLast) return erased;
  }
}
