import { describe, expect, test } from 'vitest';
import { accountOf, decideAddAccount, decideUpdateAccount } from './customer-accounts.js';
import { anAccount, aProfile, changesOf, EARLIER, NOW, profileAfter, rejectionOf } from './testing/given.js';

const profile = aProfile({ customerAccounts: [anAccount('a'), { ...anAccount('b'), name: 'Family' }] });

describe('customer accounts', () => {
  test('a new one comes last', () => {
    const { customerAccounts } = profileAfter(decideAddAccount(profile, { accountId: 'c', name: 'Work' }, NOW));
    const added = { accountId: 'c', name: 'Work', createdAt: NOW, changedAt: NOW };
    expect(customerAccounts).toEqual([...profile.customerAccounts, added]);
  });

  test('one without a name has none', () => {
    const { customerAccounts } = profileAfter(decideAddAccount(profile, { accountId: 'c' }, NOW));
    expect(customerAccounts.at(-1)).toStrictEqual({ accountId: 'c', createdAt: NOW, changedAt: NOW });
  });

  test('[UNIQ-5] an id the customer has already is taken; another case is another id', () => {
    expect(rejectionOf(decideAddAccount(profile, { accountId: 'a' }, NOW)).code).toBe(624);
    expect(profileAfter(decideAddAccount(profile, { accountId: 'A' }, NOW)).customerAccounts).toHaveLength(3);
  });

  test('an update changes the name of that one alone', () => {
    const { customerAccounts } = profileAfter(decideUpdateAccount(profile, { accountId: 'b', name: 'Work' }, NOW));
    const changed = { accountId: 'b', name: 'Work', createdAt: EARLIER, changedAt: NOW };
    expect(customerAccounts).toEqual([profile.customerAccounts[0], changed]);
  });

  test('null clears the name, absent leaves it', () => {
    const nameAfter = (patch: { name?: string | null }) =>
      profileAfter(decideUpdateAccount(profile, { accountId: 'b', ...patch }, NOW)).customerAccounts[1];
    expect(nameAfter({ name: null })).toStrictEqual({ ...anAccount('b'), changedAt: NOW });
    expect(changesOf(decideUpdateAccount(profile, { accountId: 'b' }, NOW)).profiles).toEqual([]);
  });

  test('an account the customer does not have is not found', () => {
    expect(rejectionOf(decideUpdateAccount(profile, { accountId: 'c', name: 'x' }, NOW)).code).toBe(617);
    expect(accountOf(profile, 'c')).toBeUndefined();
  });
});
