import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';

export const eraseProfile = defineOperation({
  slug: 'erase-profile',
  kind: 'mutation',
  rest: { method: 'DELETE', path: '/profiles/{customerNumber}', success: 204 },
  permission: Permission.Admin,
  errors: [601, 617],
  tag: 'Privacy',
  summary: 'Erase customer',
  description:
    'Removes for good, at once, all that is kept of a person: the profile, those merged into it, cards, password, history and kept answers. It works on a deactivated customer too and cannot be undone. What stays is that the customer number was erased, when and by which client.',
  example: ({ customer: { customerNumber } }) => ({ customerNumber }),
  input: z.strictObject({ customerNumber: customerNumber() }),
  output: z.void(),
});
