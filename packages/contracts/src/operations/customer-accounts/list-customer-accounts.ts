import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerAccountResponse } from '../../schemas/customer-account.js';

export const listCustomerAccounts = defineOperation({
  slug: 'list-customer-accounts',
  kind: 'query',
  rest: { method: 'GET', path: '/profiles/{customerNumber}/customer-accounts' },
  permission: Permission.Read,
  errors: [617],
  tag: 'Customer accounts',
  summary: 'Find all customer accounts for customer',
  description: 'The accounts under which account based ticketing knows the customer.',
  example: ({ customer: { customerNumber } }) => ({ customerNumber }),
  input: z.strictObject({ customerNumber: customerNumber() }),
  output: z.array(customerAccountResponse),
});
