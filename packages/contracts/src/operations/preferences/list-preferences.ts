import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerPreferenceResponse } from '../../schemas/preference.js';

export const listPreferences = defineOperation({
  slug: 'list-preferences',
  kind: 'query',
  rest: { method: 'GET', path: '/profiles/{customerNumber}/preferences' },
  permission: Permission.Read,
  errors: [617],
  tag: 'Preferences',
  summary: 'Find all preferences for customer',
  description:
    'All preferences of the customer, each with its definition. A merged customer answers with the survivor’s.',
  example: ({ customer: { customerNumber } }) => ({ customerNumber }),
  input: z.strictObject({ customerNumber: customerNumber() }),
  output: z.array(customerPreferenceResponse),
});
