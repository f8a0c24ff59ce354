import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { ecardOwnershipResponse } from '../../schemas/ecard-ownership.js';

export const listEcards = defineOperation({
  slug: 'list-ecards',
  kind: 'query',
  rest: { method: 'GET', path: '/profiles/{customerNumber}/ecard-ownerships' },
  permission: Permission.Read,
  errors: [617],
  tag: 'E-cards',
  summary: 'Find all E-cards for customer',
  description: 'Every card the customer owns or has owned, oldest first. An ended ownership has an endOfOwnership.',
  example: ({ customer: { customerNumber } }) => ({ customerNumber }),
  input: z.strictObject({ customerNumber: customerNumber() }),
  output: z.array(ecardOwnershipResponse),
});
