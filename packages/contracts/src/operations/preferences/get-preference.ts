import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerPreferenceResponse, preferenceId } from '../../schemas/preference.js';

export const getPreference = defineOperation({
  slug: 'get-preference',
  kind: 'query',
  rest: { method: 'GET', path: '/profiles/{customerNumber}/preferences/{preferenceId}' },
  permission: Permission.Read,
  errors: [617],
  tag: 'Preferences',
  summary: 'Find customer preference',
  description: 'One preference of the customer, with its definition. Unknown (617) when it is not set.',
  example: ({ preferenceHolder }) => preferenceHolder,
  input: z.strictObject({ customerNumber: customerNumber(), preferenceId: preferenceId() }),
  output: customerPreferenceResponse,
});
