import { z } from 'zod';
import { customerNumber, optional } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { accountId, accountName, customerAccountResponse } from '../../schemas/customer-account.js';

export const addCustomerAccount = defineOperation({
  slug: 'add-customer-account',
  kind: 'mutation',
  rest: { method: 'POST', path: '/profiles/{customerNumber}/customer-accounts' },
  permission: Permission.Change,
  errors: [601, 617, 624, 629],
  tag: 'Customer accounts',
  summary: 'Add customer account to customer',
  description: 'Adds an account. An id that some customer of the organisation has already is refused (624).',
  example: ({ customer, fresh }) => ({
    customerNumber: customer.customerNumber,
    accountId: fresh.text,
    name: 'Commuter',
  }),
  input: z.strictObject({ customerNumber: customerNumber(), accountId: accountId(), name: optional(accountName()) }),
  output: customerAccountResponse,
});
