import type { OPERATIONS } from '@profiles/contracts';
import { decideAddAccount } from '@profiles/domain';
import { accountAnswer } from '../customer-account-answer.js';
import { given } from '../given.js';
import type { WriteUseCase } from '../use-case.js';
import { writable } from '../visibility.js';

export const addCustomerAccount: WriteUseCase<typeof OPERATIONS.customerAccounts.add> = async (input, scene) => {
  const { customerNumber, ...account } = input;
  const profile = await writable(scene, customerNumber);
  return {
    decision: decideAddAccount(profile, given(account), scene.now),
    answer: (committed) => accountAnswer(committed(profile), account.accountId),
  };
};
