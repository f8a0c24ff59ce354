import type { OPERATIONS } from '@profiles/contracts';
import { decideUpdateAccount } from '@profiles/domain';
import { present } from '../../commands/given.js';
import { writable } from '../../loading/visibility.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { toCustomerAccountResponse } from '../../responses/customer-account-response.js';

type Op = typeof OPERATIONS.customerAccounts.update;

export const updateCustomerAccount: WriteUseCase<Op> = async (input, scene) => {
  const { customerNumber, ...account } = input;
  const profile = await writable(scene, customerNumber);
  return {
    decision: decideUpdateAccount(profile, present(account), scene.now),
    answer: (committed) => toCustomerAccountResponse(committed(profile), account.accountId),
  };
};
