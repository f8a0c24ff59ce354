import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerResponse } from '../../schemas/customer-response.js';
import { includeFlags } from '../../schemas/include-flags.js';

export const getProfile = defineOperation({
  slug: 'get-profile',
  kind: 'query',
  rest: { method: 'GET', path: '/profiles/{customerNumber}' },
  permission: Permission.Read,
  errors: [617],
  tag: 'Profiles',
  summary: 'Find customer by customer number',
  description:
    'Gets a customer with related information. If the customer was merged into another, the answer is the surviving customer: its number then differs from the one asked for, which stands in redirectedFrom.',
  example: ({ customer: { customerNumber } }) => ({ customerNumber }),
  input: z.strictObject({ customerNumber: customerNumber(), ...includeFlags }),
  output: customerResponse,
  returnsProfile: true,
});
