import { z } from 'zod';
import { customerNumber, ecardNumber, ecardOperator } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { ecardOwnershipResponse } from '../../schemas/ecard-ownership.js';

export const getEcard = defineOperation({
  slug: 'get-ecard',
  kind: 'query',
  rest: { method: 'GET', path: '/profiles/{customerNumber}/ecard-ownerships/{ecardOperator}/{ecardNumber}' },
  permission: Permission.Read,
  errors: [617],
  tag: 'E-cards',
  summary: 'Find specific E-card',
  description:
    "The customer's ownership of one card: the current one, else the one that ended last. Unknown (617) when the customer never owned it.",
  example: ({ cardOwner: { customerNumber, ecardOperator, ecardNumber } }) => ({
    customerNumber,
    ecardOperator,
    ecardNumber,
  }),
  input: z.strictObject({
    customerNumber: customerNumber(),
    ecardOperator: ecardOperator(),
    ecardNumber: ecardNumber(),
  }),
  output: ecardOwnershipResponse,
});
