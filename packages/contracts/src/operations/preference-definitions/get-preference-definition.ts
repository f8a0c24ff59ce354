import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { preferenceId, preferenceResponse } from '../../schemas/preference.js';

export const getPreferenceDefinition = defineOperation({
  slug: 'get-preference-definition',
  kind: 'query',
  rest: { method: 'GET', path: '/preferences/{preferenceId}' },
  permission: Permission.Read,
  errors: [617],
  tag: 'Preference definitions',
  summary: 'Find preference definition',
  description: 'One preference that customers of the organisation can have.',
  example: ({ definition }) => definition,
  input: z.strictObject({ preferenceId: preferenceId() }),
  output: preferenceResponse,
});
