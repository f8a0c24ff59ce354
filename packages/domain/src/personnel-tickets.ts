import { accept } from './accept.js';
import { type Decision, Rejection, reject } from './decision.js';
import type { PersonnelTicket, Profile } from './profile.js';

/** Gives a personnel ticket to a standard or personnel-ticket profile; a temporary one can't hold any. */
export function decideAddTicket(profile: Profile, ticket: PersonnelTicket): Decision {
  if (profile.profileType === 'T') {
    return reject(Rejection.Conflict, {
      message: 'A temporary profile holds no personnel tickets; convert it to a standard one first.',
    });
  }
  const after = { ...profile, personnelTickets: [...profile.personnelTickets, ticket] };
  return accept({ profiles: [{ before: profile, after }] });
}
