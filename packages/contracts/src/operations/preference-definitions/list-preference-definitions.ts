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
  description:
    'The preferences that customers of the organisation can have, inactive ones included, by id: up to 1 000 in one response.',
  example: ({ organisationId }) => ({ organisationId }),
  input: z.strictObject({
    organisationId: organisationId().optional(),
    perPage: z
      .int()
      .min(1)
      .max(1000)
      .default(1000)
      .meta({ description: 'When as many are returned, there may be more: call again with `after`.', examples: [100] }),
    after: z
      .int()
      .min(0)
      .optional()
      .meta({
        description: 'Only definitions with a greater id: the id of the last one of the page before.',
        examples: [1],
      }),
  }),
  output: z.array(preferenceResponse),
});
