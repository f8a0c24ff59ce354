import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerPreferenceRequest, customerPreferenceResponse } from '../../schemas/preference.js';

export const replacePreferences = defineOperation({
  slug: 'replace-preferences',
  kind: 'mutation',
  rest: { method: 'PUT', path: '/profiles/{customerNumber}/preferences', bodyUnder: 'preferences' },
  permission: Permission.Change,
  errors: [601, 617],
  tag: 'Preferences',
  summary: 'Bulk update customer preferences',
  description:
    'Replaces all preferences of the customer with the list given. Existing preferences that are not in it are deleted! Use with caution.',
  example: ({ customer, definition }) => ({
    customerNumber: customer.customerNumber,
    preferences: [{ preferenceId: definition.preferenceId, preferenceValue: 'aisle' }],
  }),
  input: z.strictObject({
    customerNumber: customerNumber(),
    preferences: z
      .array(customerPreferenceRequest)
      .max(1000)
      .meta({ examples: [[{ preferenceId: 1, preferenceValue: 'true' }]] }),
  }),
  output: z.array(customerPreferenceResponse),
});
