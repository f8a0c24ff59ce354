import { z } from 'zod';
import { acrossFields } from '../../across-fields.js';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import {
  checkDistinctPreferences,
  customerPreferenceRequest,
  customerPreferenceResponse,
} from '../../schemas/preference.js';

/** The maximum number of preferences of one profile (contract, section 1). */
const MAX_PREFERENCES = 500;

export const replacePreferences = defineOperation({
  slug: 'replace-preferences',
  kind: 'mutation',
  rest: { method: 'PUT', path: '/profiles/{customerNumber}/preferences', bodyUnder: 'preferences' },
  permission: Permission.Change,
  errors: [601, 617, 629],
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
      .max(MAX_PREFERENCES)
      .check(acrossFields(checkDistinctPreferences))
      .meta({
        examples: [[{ preferenceId: 1, preferenceValue: 'true' }]],
        description: 'All preferences that the customer has from now on.',
      }),
  }),
  output: z.array(customerPreferenceResponse),
});
