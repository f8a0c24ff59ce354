import { z } from 'zod';
import { organisationId } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { preferenceResponse } from '../../schemas/preference.js';

export const listPreferenceDefinitions = defineOperation({
  slug: 'list-preference-definitions',
  kind: 'query',
  rest: { method: 'GET', path: '/preferences' },
  permission: Permission.Read,
  errors: [],
  tag: 'Preference definitions',
  summary: 'Find all preference definitions',
  description: 'All preferences that customers of the organisation can have, inactive ones included.',
  example: ({ organisationId }) => ({ organisationId }),
  input: z.strictObject({ organisationId: organisationId().optional() }),
  output: z.array(preferenceResponse),
});
