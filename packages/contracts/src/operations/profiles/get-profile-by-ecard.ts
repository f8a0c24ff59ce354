import { z } from 'zod';
import { ecardQuery } from '../../fields.js';
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
    'Gets the customer who owns the card now. Takes 1 to 10 digits (padded with zeros) or 16; ten digits that match cards of two operators are refused (628).',
  example: ({ cardOwner }) => ({ ecardNumber: cardOwner.ecardNumber16digits }),
  input: z.strictObject({
    ecardNumber: ecardQuery(),
    ...includeFlags,
  }),
  output: customerResponse,
  returnsProfile: true,
  neverNotModified: true,
});
