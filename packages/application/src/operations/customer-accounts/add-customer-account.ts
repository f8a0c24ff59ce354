import type { OPERATIONS } from '@profiles/contracts';
import { decideAddAccount } from '@profiles/domain';
import { given } from '../../commands/given.js';
import { writable } from '../../loading/visibility.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { toCustomerAccountResponse } from '../../responses/customer-account-response.js';

export const addCustomerAccount: WriteUseCase<typeof OPERATIONS.customerAccounts.add> = async (input, scene) => {
  const { customerNumber, ...account } = input;
  const profile = await writable(scene, customerNumber);
  return {
    decision: decideAddAccount(profile, given(account), scene.now),
    answer: (committed) => toCustomerAccountResponse(committed(profile), account.accountId),
  };
};
