import { z } from 'zod';
import { customerNumber, customerRef } from '../fields.js';

/** The customers that a bulk lookup is about. */
export const namedCustomers = {
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
};

interface NamedCustomers {
  readonly customerNumbers?: readonly number[] | null | undefined;
  readonly customerReferences?: readonly string[] | null | undefined;
}

/** Numbers or references: one of the two must name somebody. */
export function checkSomebodyNamed(
  { customerNumbers, customerReferences }: NamedCustomers,
  ctx: z.core.$RefinementCtx,
): void {
  if (customerNumbers?.length || customerReferences?.length) return;
  ctx.addIssue({
    code: 'custom',
    path: ['customerNumbers'],
    message: 'Give at least one customer number or customer reference.',
  });
}

/** The same, as the OpenAPI document says it. */
export const SOMEBODY_NAMED = {
  anyOf: [
    { required: ['customerNumbers'], properties: { customerNumbers: { type: 'array', minItems: 1 } } },
    { required: ['customerReferences'], properties: { customerReferences: { type: 'array', minItems: 1 } } },
  ],
} as const;
