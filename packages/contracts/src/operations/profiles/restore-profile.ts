import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerResponse } from '../../schemas/customer-response.js';

export const restoreProfile = defineOperation({
  slug: 'restore-profile',
  kind: 'mutation',
  rest: { method: 'PUT', path: '/profiles/{customerNumber}/restore' },
  permission: Permission.Delete,
  errors: [613, 614, 617],
  tag: 'Profiles',
  summary: 'Restore deactivated customer',
  description:
    'Gives a deactivated customer back the status, email and username it had. Refused when another customer of the organisation has taken one of them meanwhile.',
  example: ({ deactivatedCustomer: { customerNumber } }) => ({ customerNumber }),
  input: z.strictObject({ customerNumber: customerNumber() }),
  output: customerResponse,
  returnsProfile: true,
});
