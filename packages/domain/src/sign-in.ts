import { accept } from './accept.js';
import type { Decision, ProfileChange } from './decision.js';
import type { Instant } from './instant.js';
import type { Profile, ProfileHead } from './profile.js';
import { comparable } from './uniqueness.js';

/** Whether this profile's username signs in: only that of an active standard profile does. */
export function canSignIn(profile: Profile): boolean {
  return profile.profileType === 'S' && profile.status === 'A' && profile.username !== undefined;
}

/**
 * Records when, and from where, the customer signed in. [NOOP-1] A sign-in is no change of the profile: it has no revision
 * and no event.
 */
export function decideSignIn(profile: Profile, from: string | undefined, now: Instant): Decision {
  const after = { ...profile, lastSignInAt: now, ...(from !== undefined && { lastSignInFrom: from }) };
  return accept({ profiles: [{ before: profile, after, isRecordOnly: true }] });
}

/** A new password is stored outside the profile. It is a change all the same, with a revision and an event. */
export function decidePasswordChange(profile: Profile): Decision {
  const change: ProfileChange = { before: profile, after: profile, alsoChanged: ['password'] };
  return accept({ profiles: [change] });
}

/**
 * The names by which a profile's holder may be asked for: its username and its email, those that a deactivation put
 * away included. Temporary profiles go by none.
 */
export function loginsOf(profile: ProfileHead): string[] {
  if (profile.profileType === 'T') return [];
  const [username, email] = [usernameOf(profile), emailOf(profile)];
  const names = username === undefined ? [] : [comparable(username)];
  if (email !== undefined && comparable(email) !== names[0]) names.push(comparable(email));
  return names;
}

/**
 * [REDIR-2] The holder of a username among the profiles that go by it: an active one goes before one at rest or merged
 * away, that one before a deactivated one; and who has it as username before who has it as email.
 */
export function holderOf<P extends ProfileHead>(candidates: readonly P[], username: string): P | undefined {
  const wanted = comparable(username);
  const rank = (profile: P) => {
    const isUsername = comparable(usernameOf(profile) ?? '') === wanted;
    return { A: 0, P: 2, D: 4 }[profile.status] + (isUsername ? 0 : 1);
  };
  return candidates
    .filter((profile) => loginsOf(profile).includes(wanted))
    .sort((a, b) => rank(a) - rank(b) || b.customerNumber - a.customerNumber)[0];
}

function usernameOf(profile: ProfileHead): string | undefined {
  return profile.username ?? profile.setAside?.username;
}

function emailOf(profile: ProfileHead): string | undefined {
  return profile.email ?? profile.emailOld;
}
