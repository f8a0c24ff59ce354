import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';

export const markDistinct = defineOperation({
  slug: 'mark-distinct',
  kind: 'mutation',
  rest: {
    method: 'PUT',
    path: '/profiles/{customerNumber}/distinct-from/{otherCustomerNumber}',
    success: 204,
  },
  permission: Permission.Change,
  errors: [409, 601, 617, 629],
  tag: 'Profiles',
  summary: 'Mark two customers as distinct',
  description:
    'Records for both customers that they are two different persons. The pair is no longer suggested or listed as duplicates. The mark follows the survivor when either of them is merged. Repeated, it changes nothing. If-Match refers to the customer named first.',
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
