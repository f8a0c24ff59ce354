import { accountOf, type Profile } from '@profiles/domain';

/** The account with this id. */
export function toCustomerAccountResponse(profile: Profile, accountId: string) {
  const account = accountOf(profile, accountId);
  if (account === undefined) throw new Error('The decision wrote no such account.');
  return { value: account };
}
