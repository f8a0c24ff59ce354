import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerPreferenceResponse, preferenceId, preferenceValue } from '../../schemas/preference.js';

export const updatePreference = defineOperation({
  slug: 'update-preference',
  kind: 'mutation',
  rest: {
    method: 'PUT',
    path: '/profiles/{customerNumber}/preferences/{preferenceId}',
    alsoInBody: ['preferenceId'],
  },
  permission: Permission.Change,
  errors: [601, 617],
  tag: 'Preferences',
  summary: 'Update customer preference',
  description: 'Changes the value of a preference that the customer has. Unknown (617) when it is not set.',
  example: ({ preferenceHolder }) => ({ ...preferenceHolder, preferenceValue: 'window' }),
  input: z.strictObject({
    customerNumber: customerNumber(),
    preferenceId: preferenceId(),
    preferenceValue: preferenceValue(),
  }),
  output: customerPreferenceResponse,
});
