import { accept } from './accept.js';
import { type Decision, Rejection, reject } from './decision.js';
import type { Instant } from './instant.js';
import { type Patch, patched } from './patch.js';
import type { CustomerAccount, Profile } from './profile.js';

type NewAccount = Pick<CustomerAccount, 'accountId' | 'name'>;

/** [UNIQ-5] Adds an account. The commit is rejected if another customer has its id: see uniqueness.ts. */
export function decideAddAccount(profile: Profile, fields: NewAccount, now: Instant): Decision {
  if (accountOf(profile, fields.accountId)) return reject(Rejection.CustomerAccountTaken);
  return changedTo(profile, [...profile.customerAccounts, { ...fields, createdAt: now, changedAt: now }]);
}

/** Changes what an account is called; its id stays. */
export function decideUpdateAccount(
  profile: Profile,
  { accountId, ...patch }: Pick<CustomerAccount, 'accountId'> & Patch<Pick<CustomerAccount, 'name'>>,
  now: Instant,
): Decision {
  if (!accountOf(profile, accountId)) return reject(Rejection.NotFound);
  return changedTo(
    profile,
    profile.customerAccounts.map((account) =>
      account.accountId === accountId ? { ...patched<CustomerAccount>(account, patch), changedAt: now } : account,
    ),
  );
}

export function accountOf(profile: Profile, accountId: string): CustomerAccount | undefined {
  return profile.customerAccounts.find((account) => account.accountId === accountId);
}

function changedTo(profile: Profile, customerAccounts: readonly CustomerAccount[]): Decision {
  return accept({ profiles: [{ before: profile, after: { ...profile, customerAccounts } }] });
}
