import type { OPERATIONS } from '@profiles/contracts';
import { decideUpdateAccount } from '@profiles/domain';
import { accountAnswer } from '../customer-account-answer.js';
import { present } from '../given.js';
import type { WriteUseCase } from '../use-case.js';
import { writable } from '../visibility.js';

type Op = typeof OPERATIONS.customerAccounts.update;

export const updateCustomerAccount: WriteUseCase<Op> = async (input, scene) => {
  const { customerNumber, ...account } = input;
  const profile = await writable(scene, customerNumber);
  return {
    decision: decideUpdateAccount(profile, present(account), scene.now),
    answer: (committed) => accountAnswer(committed(profile), account.accountId),
  };
};
