import { z } from 'zod';
import { customerNumber, customerRef } from '../fields.js';
import { defineOperation } from '../operation.js';
import { Permission } from '../permissions.js';
import { customerResponse } from '../schemas/customer-response.js';

export const getManyProfiles = defineOperation({
  slug: 'get-many-profiles',
  kind: 'query',
  rest: { method: 'POST', path: '/profiles/lookup' },
  permission: Permission.Read,
  errors: [413, 415],
  weight: 5,
  tag: 'Profiles',
  summary: 'Get many customers by customer numbers',
  description:
    "Customers of the caller's organisation by customer numbers, or by customer references when no numbers are given, in the order asked for. Unknown and deactivated ones are left out; merged ones answer with their survivor, once.",
  input: z
    .strictObject({
      customerNumbers: z
        .array(customerNumber())
        .max(1000)
        .nullish()
        .meta({ examples: [[1_000_000]], description: 'Customer numbers to look up. Max 1000 at a time.' }),
      customerReferences: z
        .array(customerRef())
        .max(1000)
        .nullish()
        .meta({
          examples: [['CRM-4711']],
          description: 'Customer references to look up. Not used when customer numbers are given. Max 1000 at a time.',
        }),
      includePreferences: z
        .boolean()
        .meta({ examples: [true] })
        .nullish(),
    })
    .superRefine(({ customerNumbers, customerReferences }, ctx) => {
      if (customerNumbers?.length || customerReferences?.length) return;
      ctx.addIssue({
        code: 'custom',
        path: ['customerNumbers'],
        message: 'Give at least one customer number or customer reference.',
      });
    })
    .meta({
      anyOf: [
        { required: ['customerNumbers'], properties: { customerNumbers: { type: 'array', minItems: 1 } } },
        { required: ['customerReferences'], properties: { customerReferences: { type: 'array', minItems: 1 } } },
      ],
    }),
  output: z.array(customerResponse),
});
