import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { ecardFields, ecardOwnershipResponse, ecardRules } from '../../schemas/ecard-ownership.js';

export const addEcard = defineOperation({
  slug: 'add-ecard',
  kind: 'mutation',
  rest: { method: 'POST', path: '/profiles/{customerNumber}/ecard-ownerships' },
  permission: Permission.Change,
  errors: [601, 617, 627, 628, 629],
  tag: 'E-cards',
  summary: 'Add E-card to customer',
  description: 'Creates a new E-card registration for the customer. A card that has an owner already is refused (627).',
  example: ({ customer, fresh }) => ({
    customerNumber: customer.customerNumber,
    ecardOperator: '57803',
    ecardNumber: fresh.ecardNumber,
    startOfOwnership: '2026-01-01T00:00:00.000Z',
  }),
  input: z.strictObject({ customerNumber: customerNumber(), ...ecardFields }).check(...ecardRules),
  output: ecardOwnershipResponse,
});
