import { z } from 'zod';
import type { SentFields } from '../across-fields.js';
import { customerNumber, customerRef } from '../fields.js';

/** The customers that a bulk lookup is about. */
export const namedCustomers = {
  customerNumbers: z
    .array(customerNumber())
    .max(1000)
    .nullish()
    .meta({
      examples: [[1_000_000]],
      description: 'Customer numbers to look up. Max 1000 at a time. At least one number or reference is required.',
    }),
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

/** Numbers or references: one of the two lists has an entry. */
export function checkCustomersAreNamed({ values, isRefused, refuse }: SentFields<NamedCustomers>): void {
  if (isRefused('customerNumbers') || isRefused('customerReferences')) return;
  if (values.customerNumbers?.length || values.customerReferences?.length) return;
  refuse('customerNumbers', { message: 'Expected at least one customer number or customer reference.' });
}
