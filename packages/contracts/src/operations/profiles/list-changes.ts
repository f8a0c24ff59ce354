import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { pageCursor } from '../../page-cursor.js';
import { Permission } from '../../permissions.js';
import { profileChange } from '../../schemas/profile-change.js';

export const listChanges = defineOperation({
  slug: 'list-changes',
  kind: 'query',
  rest: { method: 'GET', path: '/profiles/{customerNumber}/changes' },
  permission: Permission.Admin,
  errors: [617],
  tag: 'Privacy',
  summary: 'Find all changes of customer',
  description:
    'The changes with actor, channel, time and fields; the latest change first. The changes of profiles merged into this one are among them. A deactivated customer has a history too. A page has at most about a million characters; a change with very long lists comes in several items with the same id.',
  example: ({ customer: { customerNumber } }) => ({ customerNumber, perPage: 20 }),
  input: z.strictObject({
    customerNumber: customerNumber(),
    perPage: z
      .int()
      .min(1)
      .max(100)
      .default(20)
      .meta({ examples: [20], description: 'Number of changes on a page.' }),
    cursor: pageCursor(),
  }),
  output: z
    .object({
      items: z.array(profileChange).meta({ description: 'The changes, the latest first.' }),
      nextCursor: z
        .string()
        .optional()
        .meta({ examples: ['MDE5Y2E5NDUtMGEwMA'], description: 'Absent on the last page.' }),
    })
    .meta({ id: 'ChangePage' }),
});
