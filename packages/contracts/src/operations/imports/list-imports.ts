import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { pageCursor } from '../../page-cursor.js';
import { Permission } from '../../permissions.js';
import { importResponse } from '../../schemas/import.js';

export const listImports = defineOperation({
  slug: 'list-imports',
  kind: 'query',
  rest: { method: 'GET', path: '/imports' },
  permission: Permission.Admin,
  errors: [],
  tag: 'Imports',
  summary: 'List imports',
  description: 'The imports of the organisation, the newest first.',
  example: () => ({}),
  input: z.strictObject({
    perPage: z
      .int()
      .min(1)
      .max(100)
      .default(20)
      .meta({ examples: [20], description: 'Number of imports on a page.' }),
    cursor: pageCursor(),
  }),
  output: z
    .object({
      items: z.array(importResponse).meta({ description: 'The imports of this page.' }),
      nextCursor: z
        .string()
        .optional()
        .meta({ examples: ['WyIyMDI2LTAzLTAxIl0'], description: 'Absent on the last page.' }),
    })
    .meta({ id: 'ImportPage' }),
});
