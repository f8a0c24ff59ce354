import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerResponse } from '../../schemas/customer-response.js';
import { mergeOptions } from '../../schemas/merge-options.js';

export const mergeProfiles = defineOperation({
  slug: 'merge-profiles',
  kind: 'mutation',
  rest: { method: 'PUT', path: '/profiles/{customerNumber}/merge/{pticketCustomerNumber}' },
  permission: Permission.Change,
  errors: [601, 602, 617, 626, 629],
  tag: 'Profiles',
  summary: 'Merge customers',
  description:
    'Merges a personnel ticket customer (P) into a standard customer (S). What belongs to the former moves to the latter, and its number leads there from now on. A body is optional: it says which single-valued fields are taken over. The same merge again changes nothing.',
  example: ({ customer, ticketCustomer }) => ({
    customerNumber: customer.customerNumber,
    pticketCustomerNumber: ticketCustomer.customerNumber,
  }),
  input: z.strictObject({
    customerNumber: customerNumber().meta({ description: 'The standard customer who stays.' }),
    pticketCustomerNumber: customerNumber().meta({ description: 'The personnel ticket customer who is merged in.' }),
    ...mergeOptions,
  }),
  output: customerResponse,
  returnsProfile: true,
});
