import { decideDeactivate } from './deactivate-profile.js';
import { accept, type Decision, Rejection, reject } from './decision.js';
import type { Instant } from './instant.js';
import { type Patch, patched } from './patch.js';
import { type AddressInUpdate, withAddresses } from './postal-addresses.js';
import type { Profile, ProfileDetails, ProfileStatus } from './profile.js';
import { usernameAfter } from './uniqueness.js';

/** The fields an update may set. Absent ones stay as they are, `null` clears. */
export interface ProfilePatch extends Patch<ProfileDetails> {
  readonly surname: string;
  readonly firstName: string;
  readonly languagePreferenceISO6393?: string;
  readonly status?: ProfileStatus;
  readonly postalAddresses?: readonly AddressInUpdate[];
}

export interface UpdateProfile {
  readonly profile: Profile;
  readonly patch: ProfilePatch;
  /** When the profile expires if this update deactivates it and names no date. */
  readonly defaultExpiration: Instant;
  readonly now: Instant;
}

/**
 * Lays the patch over a profile that may be written to. A status of `P` puts it to rest and `A` wakes it;
 * `D` then does what a deactivation does.
 */
export function decideUpdate(command: UpdateProfile): Decision {
  const { profile, now } = command;
  const { status, postalAddresses, ...fields } = command.patch;
  if (profile.profileType === 'T' && fields.expirationDate === null) {
    return reject(Rejection.BadInput, {
      path: 'expirationDate',
      message: 'A temporary profile needs an expirationDate.',
    });
  }
  const moved = withAddresses(profile, postalAddresses ?? [], now);
  if ('outcome' in moved) return moved;

  const edited = patched<Profile>(moved, fields);
  const username = usernameAfter(profile, edited.email);
  const updated: Profile = {
    ...patched<Profile>(edited, { username: username ?? null }),
    status: status === 'A' || status === 'P' ? status : profile.status,
  };
  if (status !== 'D') return accept({ profiles: [{ before: profile, after: updated }] });

  const { expirationDate } = command.patch;
  const deactivation = decideDeactivate({
    ...command,
    // An expirationDate in the same update is the day of the purge, not one to come back to.
    profile: patched<Profile>(updated, { expirationDate: profile.expirationDate ?? null }),
    ...(typeof expirationDate === 'string' && { expirationDate }),
  });
  if (deactivation.outcome === 'rejected') return deactivation;
  return accept({
    profiles: deactivation.changes.profiles.map((change) => ({ ...change, before: profile })),
  });
}
