import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { importId, importResponse } from '../../schemas/import.js';

export const completeImport = defineOperation({
  slug: 'complete-import',
  kind: 'mutation',
  rest: { method: 'PUT', path: '/imports/{importId}/complete' },
  permission: Permission.Admin,
  errors: [409, 617],
  tag: 'Imports',
  summary: 'Complete an import',
  description:
    'Ends an import: further rows are refused. A completed import can still be undone. Repeating it changes nothing.',
  example: ({ openImport }) => openImport,
  input: z.strictObject({ importId: importId() }),
  output: importResponse,
});
