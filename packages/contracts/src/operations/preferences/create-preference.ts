import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerPreferenceResponse, preferenceId, preferenceValue } from '../../schemas/preference.js';

export const createPreference = defineOperation({
  slug: 'create-preference',
  kind: 'mutation',
  rest: { method: 'POST', path: '/profiles/{customerNumber}/preferences' },
  permission: Permission.Change,
  errors: [409, 601, 617, 629],
  tag: 'Preferences',
  summary: 'Create customer preference',
  description:
    'Sets a preference for the customer. Refused (409) when it is set already. Its definition must be active, and the value must fit.',
  example: ({ customer, definition }) => ({
    customerNumber: customer.customerNumber,
    preferenceId: definition.preferenceId,
    preferenceValue: 'aisle',
  }),
  input: z.strictObject({
    customerNumber: customerNumber(),
    preferenceId: preferenceId(),
    preferenceValue: preferenceValue(),
  }),
  output: customerPreferenceResponse,
});
