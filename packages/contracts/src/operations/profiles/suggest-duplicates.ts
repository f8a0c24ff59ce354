import { DUPLICATE_REASONS } from '@profiles/domain';
import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerResponse } from '../../schemas/customer-response.js';

const duplicate = z
  .object({
    customerNumber: customerResponse.shape.customerNumber,
    profileType: customerResponse.shape.profileType,
    score: z
      .number()
      .min(0)
      .max(1)
      .meta({
        examples: [0.61],
        description:
          'How likely it is the same person, in hundredths. It orders the suggestions and is no probability.',
      }),
    reasons: z.array(z.enum(DUPLICATE_REASONS)).meta({ description: 'The reasons, the weightiest first.' }),
  })
  .meta({ id: 'DuplicateSuggestion' });

export const suggestDuplicates = defineOperation({
  slug: 'suggest-duplicates',
  kind: 'query',
  rest: { method: 'GET', path: '/profiles/{customerNumber}/duplicates' },
  permission: Permission.Read,
  errors: [617],
  cost: 5,
  tag: 'Profiles',
  summary: 'Suggest duplicates of customer',
  description:
    'Customers of the same organisation who are likely the same person, the likeliest first, with the reasons. Temporary customers are among them; merged and deactivated ones are not. Look up a customer by number, and preview the merge, before you merge.',
  example: ({ customer: { customerNumber } }) => ({ customerNumber, maxResultSet: 10 }),
  input: z.strictObject({
    customerNumber: customerNumber(),
    maxResultSet: z
      .int()
      .min(1)
      .max(50)
      .default(10)
      .meta({ examples: [10], description: 'Maximum number of suggestions.' }),
  }),
  output: z.array(duplicate),
});
