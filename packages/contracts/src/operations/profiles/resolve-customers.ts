import { z } from 'zod';
import { acrossFields } from '../../across-fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { checkCustomersAreNamed, namedCustomers } from '../../schemas/named-customers.js';
import { number } from '../../schemas/response-fields.js';

export const resolveCustomers = defineOperation({
  slug: 'resolve-customers',
  kind: 'query',
  rest: { method: 'POST', path: '/profiles/resolve' },
  permission: Permission.Read,
  errors: [413, 415],
  cost: 5,
  tag: 'Profiles',
  summary: 'Resolve customer numbers',
  description:
    "The current state of customers of the caller's organisation: one outcome for each requested one, in the order of the request. For a merged one the customerNumber is that of the survivor.",
  example: ({ customer: { customerNumber, customerReference } }) => ({
    customerNumbers: [customerNumber],
    customerReferences: [customerReference],
  }),
  input: z.strictObject(namedCustomers).check(acrossFields(checkCustomersAreNamed)),
  output: z.array(
    z
      .object({
        requested: z
          .union([number(), z.string()])
          .meta({ examples: [1_000_000], description: 'The number or reference as it was requested.' }),
        outcome: z
          .enum(['found', 'merged', 'deactivated', 'unknown'])
          .meta({ description: 'The current state of the number or reference.' }),
        customerNumber: number()
          .optional()
          .meta({ description: 'The customer who responds now, the survivor of a merged one. Absent when unknown.' }),
      })
      .meta({ id: 'ResolvedCustomer' }),
  ),
});
