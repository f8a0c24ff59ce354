import { accept } from './accept.js';
import { type Decision, type Rejected, Rejection, reject } from './decision.js';
import type { Instant } from './instant.js';
import { without } from './patch.js';
import type { Profile } from './profile.js';

export interface DeactivateProfile {
  readonly profile: Profile;
  readonly expirationDate?: Instant;
  /** When the profile expires if no date is given. */
  readonly defaultExpiration: Instant;
  readonly now: Instant;
}

/**
 * Marks a profile for the purge. [DEACT-1] Its email and username are stored apart, so that other profiles may take them. The
 * password hash stays stored and can't be used without the username. Repeated on a deactivated profile, only a new
 * expirationDate has an effect. [DEACT-2] Refused while the profile holds valid personnel tickets.
 */
export function decideDeactivate(command: DeactivateProfile): Decision {
  const after = deactivatedProfile(command);
  return 'outcome' in after ? after : accept({ profiles: [{ before: command.profile, after }] });
}

/** The profile after its deactivation, or why it is refused. */
export function deactivatedProfile(command: DeactivateProfile): Profile | Rejected {
  const { profile, expirationDate, now } = command;
  if (expirationDate !== undefined && expirationDate < now) {
    return reject(Rejection.BadInput, { path: 'expirationDate', message: 'expirationDate lies in the past.' });
  }
  if (profile.status === 'D') {
    return expirationDate === undefined ? profile : { ...profile, expirationDate };
  }
  if (profile.personnelTickets.some((ticket) => ticket.validTo > now)) {
    return reject(Rejection.HoldsPersonnelTicket, {
      message: 'The profile holds personnel tickets that are still valid.',
    });
  }
  return deactivated(profile, expirationDate ?? command.defaultExpiration);
}

function deactivated(profile: Profile, expirationDate: Instant): Profile {
  const { email, username, status } = profile;
  return {
    ...without(profile, 'email', 'username'),
    status: 'D',
    expirationDate,
    ...(email !== undefined && { emailOld: email }),
    setAside: {
      status: status === 'P' ? 'P' : 'A',
      ...(username !== undefined && { username }),
      ...(profile.expirationDate !== undefined && { expirationDate: profile.expirationDate }),
    },
  };
}
