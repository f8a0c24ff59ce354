import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { checkSomebodyNamed, namedCustomers, SOMEBODY_NAMED } from '../../schemas/named-customers.js';
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
    "What has become of customers of the caller's organisation: one outcome for each that was asked for, in that order. For a merged one the customerNumber is that of the survivor.",
  example: ({ customer: { customerNumber, customerReference } }) => ({
    customerNumbers: [customerNumber],
    customerReferences: [customerReference],
  }),
  input: z.strictObject(namedCustomers).superRefine(checkSomebodyNamed).meta(SOMEBODY_NAMED),
  output: z.array(
    z
      .object({
        requested: z
          .union([number(), z.string()])
          .meta({ description: 'The number or reference as it was asked for.' }),
        outcome: z.enum(['found', 'merged', 'deactivated', 'unknown']),
        customerNumber: number().optional().meta({ description: 'Who answers now; absent when unknown.' }),
      })
      .meta({ id: 'ResolvedCustomer' }),
  ),
});
