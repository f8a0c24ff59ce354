import { z } from 'zod';
import { optionalNotNull } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { definitionFields, preferenceId, preferenceResponse } from '../../schemas/preference.js';

export const updatePreferenceDefinition = defineOperation({
  slug: 'update-preference-definition',
  kind: 'mutation',
  rest: { method: 'PUT', path: '/preferences/{preferenceId}' },
  permission: Permission.Admin,
  errors: [409, 617],
  tag: 'Preference definitions',
  summary: 'Update preference definition',
  description:
    'Changes a definition; an absent field is left as it is. Values that customers have already are not judged again. An inactive preference takes no new values. The type cannot change while a customer holds a value, and the preferenceCode is unique within the organisation (409).',
  example: ({ definition, fresh }) => ({
    ...definition,
    preferenceCode: fresh.text,
    preferenceType: 'TEXT' as const,
    preferenceDescription: 'The seat that the customer prefers.',
  }),
  input: z.strictObject({
    preferenceId: preferenceId(),
    preferenceCode: optionalNotNull(definitionFields.preferenceCode),
    preferenceType: optionalNotNull(definitionFields.preferenceType),
    preferenceDescription: optionalNotNull(definitionFields.preferenceDescription),
    isActive: z
      .boolean()
      .optional()
      .meta({ examples: [true], description: 'Whether customers can get new values of it.' }),
  }),
  output: preferenceResponse,
});
