import { z } from 'zod';
import { customerNumber, instant, optionalNotNull } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerResponse } from '../../schemas/customer-response.js';

export const deactivateProfile = defineOperation({
  slug: 'deactivate-profile',
  kind: 'mutation',
  rest: { method: 'PUT', path: '/profiles/{customerNumber}/deactivate', query: ['expirationDate'] },
  permission: Permission.Delete,
  errors: [601, 617, 621],
  tag: 'Profiles',
  summary: 'Deactivate customer',
  description:
    'Marks the customer for deletion and sets the expirationDate (default: 72 hours from now). Its email and username become free. Until the purge it can be looked up with includeDeleted, and restored.',
  example: ({ customer: { customerNumber } }) => ({ customerNumber }),
  input: z.strictObject({
    customerNumber: customerNumber(),
    expirationDate: optionalNotNull(
      instant().meta({
        examples: ['2099-12-31T23:59:59.000Z'],
        description: 'When to purge the customer. Not in the past.',
      }),
    ),
  }),
  output: customerResponse,
  returnsProfile: true,
});
