import { accept, type Decision, Rejection, reject } from './decision.js';
import { without } from './patch.js';
import type { Profile } from './profile.js';
import { decideUpdate, type UpdateProfile } from './update-profile.js';

/**
 * Makes an active temporary profile a standard one, with the fields that are sent as in an update. From now on its
 * email is unique and its username [UNIQ-1] [UNIQ-3], and it no longer ends by itself, unless an expirationDate is sent.
 */
export function decideConvert(command: UpdateProfile): Decision {
  const { profile } = command;
  if (profile.profileType !== 'T' || profile.status !== 'A') {
    return reject(Rejection.Conflict, { message: 'Only an active temporary profile can be converted.' });
  }
  const standard: Profile = {
    ...without(profile, 'expirationDate'),
    profileType: 'S',
    ...(profile.email !== undefined && { username: profile.email }),
  };
  const update = decideUpdate({ ...command, profile: standard });
  if (update.outcome === 'rejected') return update;
  return accept({ profiles: update.changes.profiles.map((change) => ({ ...change, before: profile })) });
}
