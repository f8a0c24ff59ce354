import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { ecardFields, ecardOwnershipResponse, ecardRules } from '../../schemas/ecard-ownership.js';

export const updateEcard = defineOperation({
  slug: 'update-ecard',
  kind: 'mutation',
  rest: {
    method: 'PUT',
    path: '/profiles/{customerNumber}/ecard-ownerships/{ecardOperator}/{ecardNumber}',
    alsoInBody: ['ecardOperator', 'ecardNumber'],
  },
  permission: Permission.Change,
  errors: [601, 617, 628, 629],
  tag: 'E-cards',
  summary: 'Update E-card registration',
  description:
    'Finds the customer who owns this card; if that is not the one in the path, moves the card there. All fields are overwritten: those that are absent are cleared. A card cannot move to a customer of another organisation.',
  example: ({ cardOwner }) => ({
    ...cardOwner,
    startOfOwnership: '2026-01-01T00:00:00.000Z',
    ecardName: 'Travel card',
  }),
  input: z.strictObject({ customerNumber: customerNumber(), ...ecardFields }).check(...ecardRules),
  output: ecardOwnershipResponse,
});
