import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { importId, importResponse } from '../../schemas/import.js';

export const getImport = defineOperation({
  slug: 'get-import',
  kind: 'query',
  rest: { method: 'GET', path: '/imports/{importId}' },
  permission: Permission.Admin,
  errors: [617],
  tag: 'Imports',
  summary: 'Get an import',
  description: 'The import with the count of its rows by outcome.',
  example: ({ openImport }) => openImport,
  input: z.strictObject({ importId: importId() }),
  output: importResponse,
});
