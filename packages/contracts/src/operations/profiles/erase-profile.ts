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
    'Permanently removes all data about a person at once: the profile, those merged into it, cards, password, history and stored responses. The values that came from that person are removed from the history of other customers too. It works on a deactivated customer too and cannot be undone. Only a proof remains: the customer number, the requester (X-Changed-By), the client and the time.',
  example: ({ customer: { customerNumber } }) => ({ customerNumber }),
  input: z.strictObject({ customerNumber: customerNumber() }),
  output: z.void(),
});
