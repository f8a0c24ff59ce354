import { accept, type Decision, Rejection, reject, unchanged } from './decision.js';
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
 * Marks a profile for the purge. [DEACT-1] Its email and username are set aside, so that others may take them; its
 * password stays where it is and is of no use without the username. Again on a deactivated profile only a new expiration date counts. [DEACT-2] Refused while it holds valid
 * personnel tickets.
 */
export function decideDeactivate(command: DeactivateProfile): Decision {
  const { profile, expirationDate, now } = command;
  if (expirationDate !== undefined && expirationDate < now) {
    return reject(Rejection.BadInput, { path: 'expirationDate', message: 'expirationDate lies in the past.' });
  }
  if (profile.status === 'D') {
    if (expirationDate === undefined) return unchanged;
    return accept({ profiles: [{ before: profile, after: { ...profile, expirationDate } }] });
  }
  if (profile.personnelTickets.some((ticket) => ticket.validTo > now)) {
    return reject(Rejection.HoldsPersonnelTicket, {
      message: 'The profile holds personnel tickets that are still valid.',
    });
  }
  return accept({
    profiles: [{ before: profile, after: deactivated(profile, expirationDate ?? command.defaultExpiration) }],
  });
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
