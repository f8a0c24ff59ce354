import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { importId } from '../../schemas/import.js';

const count = (description: string) => z.int().min(0).meta({ description });

export const undoImport = defineOperation({
  slug: 'undo-import',
  kind: 'mutation',
  rest: { method: 'PUT', path: '/imports/{importId}/undo' },
  permission: Permission.Admin,
  errors: [617],
  tag: 'Imports',
  summary: 'Undo an import',
  description:
    'Removes the customers that the import created and restores those that it updated, unless they were changed since. An interrupted undo is completed by repeating it. A second undo, and that of a dry run, returns zeros.',
  example: ({ openImport }) => openImport,
  input: z.strictObject({ importId: importId() }),
  output: z
    .object({
      removed: count('Customers that the import created and that are removed.'),
      restored: count('Customers that the import updated and that are as they were before.'),
      kept: count('Customers that were changed since, and stay as they are.'),
    })
    .meta({ id: 'UndoneImport' }),
});
