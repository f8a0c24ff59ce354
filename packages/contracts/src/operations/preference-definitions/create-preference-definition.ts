import { z } from 'zod';
import { organisationId } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { definitionFields, preferenceResponse } from '../../schemas/preference.js';

export const createPreferenceDefinition = defineOperation({
  slug: 'create-preference-definition',
  kind: 'mutation',
  rest: { method: 'POST', path: '/preferences' },
  permission: Permission.Admin,
  errors: [409],
  tag: 'Preference definitions',
  summary: 'Create preference definition',
  description:
    'Defines a preference that the customers of the organisation can have from now on. Its preferenceCode is unique within the organisation (409).',
  example: ({ fresh }) => ({
    preferenceCode: fresh.text,
    preferenceType: 'TEXT' as const,
    preferenceDescription: 'The seat that the customer prefers.',
  }),
  input: z.strictObject({
    ...definitionFields,
    isActive: z
      .boolean()
      .default(true)
      .meta({ examples: [true], description: 'Whether customers can get new values of it.' }),
    organisationId: organisationId().optional(),
  }),
  output: preferenceResponse,
});
