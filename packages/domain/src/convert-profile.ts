import { accept } from './accept.js';
import { type Decision, Rejection, reject } from './decision.js';
import { without } from './patch.js';
import type { Profile } from './profile.js';
import { type UpdateProfile, updatedProfile } from './update-profile.js';

/**
 * Makes an active temporary profile a standard one, with the fields that are sent as in an update. From now on its email
 * is unique and is its username [UNIQ-1] [UNIQ-3], and it no longer expires, unless an expirationDate is sent.
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
  const after = updatedProfile({ ...command, profile: standard });
  return 'outcome' in after ? after : accept({ profiles: [{ before: profile, after }] });
}
