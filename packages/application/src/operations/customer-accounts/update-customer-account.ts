import type { OPERATIONS } from '@profiles/contracts';
import { decideUpdateAccount } from '@profiles/domain';
import { accountAnswer } from '../../responses/customer-account-response.js';
import { present } from '../../commands/given.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { writable } from '../../loading/visibility.js';

type Op = typeof OPERATIONS.customerAccounts.update;

export const updateCustomerAccount: WriteUseCase<Op> = async (input, scene) => {
  const { customerNumber, ...account } = input;
  const profile = await writable(scene, customerNumber);
  return {
    decision: decideUpdateAccount(profile, present(account), scene.now),
    answer: (committed) => accountAnswer(committed(profile), account.accountId),
  };
};
