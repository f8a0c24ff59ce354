import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerResponse } from '../../schemas/customer-response.js';
import { includeFlags } from '../../schemas/include-flags.js';

export const getProfileByEcard = defineOperation({
  slug: 'get-profile-by-ecard',
  kind: 'query',
  rest: { method: 'GET', path: '/profiles/ecards/{ecardNumber}' },
  permission: Permission.Read,
  errors: [617, 628],
  tag: 'Profiles',
  summary: 'Find customer by E-card number',
  description:
    'Gets the customer who owns the card now. Takes 10 or 16 digits; ten digits that match cards of two operators are refused (628).',
  example: ({ cardOwner }) => ({ ecardNumber: cardOwner.ecardNumber16digits }),
  input: z.strictObject({
    ecardNumber: z
      .string()
      .regex(/^(\d{10}|\d{16})$/, '10 or 16 digits.')
      .meta({
        examples: ['5780312345678902'],
        description: '10 digits, or 16 of which the last is a check digit (Luhn).',
      }),
    ...includeFlags,
  }),
  output: customerResponse,
  returnsProfile: true,
  neverNotModified: true,
});
