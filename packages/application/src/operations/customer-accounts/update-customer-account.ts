import { OPERATIONS } from '@profiles/contracts';
import { decideUpdateAccount } from '@profiles/domain';
import { present } from '../../commands/given.js';
import { writable } from '../../loading/visibility.js';
import { mutation } from '../../pipeline/use-case.js';
import { toCustomerAccountResponse } from '../../responses/customer-account-response.js';
import { decide } from '../../tenant/decide.js';

export const updateCustomerAccount = mutation(OPERATIONS.customerAccounts.update, async (input, context) => {
  const { customerNumber, ...account } = input;
  const profile = await writable(context, customerNumber);
  return {
    decision: decide(decideUpdateAccount, profile, present(account), context.now),
    respond: (committed) => toCustomerAccountResponse(committed(profile), account.accountId),
  };
});
