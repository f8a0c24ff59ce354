import { OPERATIONS } from '@profiles/contracts';
import { decideAddAccount } from '@profiles/domain';
import { given } from '../../commands/given.js';
import { writable } from '../../loading/visibility.js';
import { mutation } from '../../pipeline/use-case.js';
import { toCustomerAccountResponse } from '../../responses/customer-account-response.js';
import { decide } from '../../tenant/decide.js';

export const addCustomerAccount = mutation(OPERATIONS.customerAccounts.add, async (input, context) => {
  const { customerNumber, ...account } = input;
  const profile = await writable(context, customerNumber);
  return {
    decision: decide(decideAddAccount, profile, given(account), context.now),
    respond: (committed) => toCustomerAccountResponse(committed(profile), account.accountId),
  };
});
