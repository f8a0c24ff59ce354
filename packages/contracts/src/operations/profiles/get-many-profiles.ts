import { z } from 'zod';
import { acrossFields } from '../../across-fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerResponse } from '../../schemas/customer-response.js';
import { checkCustomersAreNamed, namedCustomers } from '../../schemas/named-customers.js';

export const getManyProfiles = defineOperation({
  slug: 'get-many-profiles',
  kind: 'query',
  rest: { method: 'POST', path: '/profiles/lookup' },
  permission: Permission.Read,
  errors: [413, 415],
  cost: 5,
  tag: 'Profiles',
  summary: 'Get many customers by customer numbers',
  description:
    "Customers of the caller's organisation by customer numbers, or by customer references when no numbers are given, in the order asked for. Unknown and deactivated ones are left out; merged ones answer with their survivor, once.",
  example: ({ customer: { customerNumber, customerReference } }) => ({
    customerNumbers: [customerNumber],
    customerReferences: [customerReference],
  }),
  input: z
    .strictObject({
      ...namedCustomers,
      includePreferences: z
        .boolean()
        .meta({ examples: [true], description: 'Show the preferences of the customers.' })
        .nullish(),
    })
    .check(acrossFields(checkCustomersAreNamed)),
  output: z.array(customerResponse),
});
