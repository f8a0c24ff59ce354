import { Rejection, type RejectionCode } from './decision.js';
import type { Profile } from './profile.js';
import { isMerged } from './redirection.js';

/**
 * The values this profile holds alone within its organisation, each as `kind:value`.
 * The store keeps them in one unique index, so of two callers racing for a value exactly one wins.
 * A profile that is deactivated or merged gives up all but its reference and its customer accounts.
 */
export function uniqueKeysOf(profile: Profile): string[] {
  const keys = [`ref:${profile.customerRef}`]; // [UNIQ-2]
  for (const account of profile.customerAccounts) keys.push(`account:${account.accountId}`); // [UNIQ-5]
  if (profile.status === 'D' || isMerged(profile)) return keys;
  if (profile.email !== undefined && profile.profileType !== 'T') keys.push(`email:${comparable(profile.email)}`); // [UNIQ-1]
  if (profile.username !== undefined && profile.profileType === 'S') {
    keys.push(`username:${comparable(profile.username)}`); // [UNIQ-3]
  }
  if (profile.vippsId !== undefined) keys.push(`vipps:${profile.vippsId}`); // [UNIQ-4]
  return keys;
}

/** The rejection for a key that another profile of the organisation holds. */
export function rejectionOfTakenKey(key: string): RejectionCode {
  const kind = key.slice(0, key.indexOf(':'));
  return CODE_BY_KIND[kind] ?? Rejection.Conflict;
}

const CODE_BY_KIND: Readonly<Record<string, RejectionCode>> = {
  email: Rejection.EmailTaken,
  username: Rejection.EmailTaken,
  ref: Rejection.CustomerRefTaken,
  vipps: Rejection.VippsIdTaken,
  account: Rejection.CustomerAccountTaken,
};

/** An email or username in the form in which two of them are compared. Both are ASCII. */
export function comparable(emailOrUsername: string): string {
  return emailOrUsername.toLowerCase();
}

/** [UNIQ-3] The username after an email change: it goes along while the two are equal. */
export function usernameAfter(profile: Profile, email: string | undefined): string | undefined {
  if (profile.profileType !== 'S') return profile.username;
  const together = comparable(profile.username ?? '') === comparable(profile.email ?? '');
  return together ? email : profile.username;
}
