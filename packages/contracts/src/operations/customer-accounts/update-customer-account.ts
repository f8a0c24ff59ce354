import { z } from 'zod';
import { customerNumber, optional } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { accountId, accountName, customerAccountResponse } from '../../schemas/customer-account.js';

export const updateCustomerAccount = defineOperation({
  slug: 'update-customer-account',
  kind: 'mutation',
  rest: {
    method: 'PUT',
    path: '/profiles/{customerNumber}/customer-accounts/{accountId}',
    alsoInBody: ['accountId'],
  },
  permission: Permission.Change,
  errors: [601, 617],
  tag: 'Customer accounts',
  summary: 'Update customer account',
  description: 'Changes what an account of the customer is called. An absent name is left as it is, null clears it.',
  example: ({ accountHolder }) => ({ ...accountHolder, name: 'Commuter' }),
  input: z.strictObject({ customerNumber: customerNumber(), accountId: accountId(), name: optional(accountName()) }),
  output: customerAccountResponse,
});
