import { DUPLICATE_REASONS } from '@profiles/domain';
import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { pageCursor } from '../../page-cursor.js';
import { Permission } from '../../permissions.js';
import { customerResponse } from '../../schemas/customer-response.js';

const pair = z
  .object({
    customerNumbers: z
      .array(customerResponse.shape.customerNumber)
      .length(2)
      .meta({ description: 'The two customers, the lower number first.' }),
    score: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: 'Likelihood in hundredths that they are one person. It orders the pairs; no probability.' }),
    reasons: z.array(z.enum(DUPLICATE_REASONS)).meta({ description: 'The reasons, the weightiest first.' }),
  })
  .meta({ id: 'DuplicatePair' });

export const listDuplicates = defineOperation({
  slug: 'list-duplicates',
  kind: 'query',
  rest: { method: 'GET', path: '/duplicates' },
  permission: Permission.Read,
  errors: [],
  cost: 5,
  tag: 'Profiles',
  summary: 'List likely duplicates',
  description:
    'The pairs of customers of the organisation that are likely the same person, the likeliest first. Pairs below a score of 0.4 and pairs marked as distinct are not listed. The pairs of very many new or changed customers appear with some delay.',
  example: () => ({ minScore: 0.5 }),
  input: z.strictObject({
    minScore: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .meta({ examples: [0.5], description: 'The lowest score of a listed pair, a decimal number from 0 to 1.' }),
    perPage: z
      .int()
      .min(1)
      .max(100)
      .default(20)
      .meta({ examples: [20], description: 'Number of pairs on a page.' }),
    cursor: pageCursor(),
  }),
  output: z
    .object({
      items: z.array(pair).meta({ description: 'The pairs of this page.' }),
      nextCursor: z
        .string()
        .optional()
        .meta({ examples: ['MDE5Y2E5NDUtMGEwMA'], description: 'Absent on the last page.' }),
    })
    .meta({ id: 'DuplicatePage' }),
});
