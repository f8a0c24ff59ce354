import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';

export const unmarkDistinct = defineOperation({
  slug: 'unmark-distinct',
  kind: 'mutation',
  rest: {
    method: 'DELETE',
    path: '/profiles/{customerNumber}/distinct-from/{otherCustomerNumber}',
    success: 204,
  },
  permission: Permission.Change,
  errors: [601, 617],
  tag: 'Profiles',
  summary: 'Remove the mark that two customers are distinct',
  description:
    'Removes the mark from both customers, so that the pair may be suggested again. Without a mark it changes nothing. If-Match refers to the customer named first.',
  example: ({ customer, otherCustomer }) => ({
    customerNumber: customer.customerNumber,
    otherCustomerNumber: otherCustomer.customerNumber,
  }),
  input: z.strictObject({
    customerNumber: customerNumber(),
    otherCustomerNumber: customerNumber().meta({ description: 'The other customer of the pair.' }),
  }),
  output: z.void(),
});
