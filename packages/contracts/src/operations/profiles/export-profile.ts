import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { pageCursor } from '../../page-cursor.js';
import { Permission } from '../../permissions.js';
import { profileExport } from '../../schemas/profile-export.js';

export const exportProfile = defineOperation({
  slug: 'export-profile',
  kind: 'query',
  rest: { method: 'GET', path: '/profiles/{customerNumber}/export' },
  permission: Permission.Admin,
  errors: [617],
  cost: 5,
  tag: 'Privacy',
  summary: 'Export customer',
  description:
    'Everything kept of one person, to be handed over: the profile, those merged into it, cards, tickets, preferences, notes, the history of changes and who looked. A deactivated customer too. A person with very much data is exported in several pages.',
  example: ({ customer: { customerNumber } }) => ({ customerNumber }),
  input: z.strictObject({
    customerNumber: customerNumber(),
    cursor: pageCursor(),
  }),
  output: profileExport,
  returnsProfile: true,
  neverNotModified: true,
});
