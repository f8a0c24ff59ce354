import type { Profile } from '@profiles/domain';
import type { StoredProfile } from '../ports/lookups.js';
import { markVisible, type Visible } from './visible.js';

/** The object form of a stored profile of the caller's tenant. */
export function asObject(profile: Visible<StoredProfile>): Visible<Profile> {
  return markVisible(profile.toProfile());
}
