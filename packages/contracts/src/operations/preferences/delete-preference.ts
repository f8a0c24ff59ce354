import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { preferenceId } from '../../schemas/preference.js';

export const deletePreference = defineOperation({
  slug: 'delete-preference',
  kind: 'mutation',
  rest: { method: 'DELETE', path: '/profiles/{customerNumber}/preferences/{preferenceId}', success: 204 },
  permission: Permission.Change,
  errors: [409, 601, 617],
  tag: 'Preferences',
  summary: 'Delete customer preference',
  description: 'Takes a preference away from the customer. Unknown (617) when it is not set.',
  example: ({ preferenceHolder }) => preferenceHolder,
  input: z.strictObject({ customerNumber: customerNumber(), preferenceId: preferenceId() }),
  output: z.void(),
});
