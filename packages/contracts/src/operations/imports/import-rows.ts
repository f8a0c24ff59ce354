import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { EXAMPLE_ADDRESS, exampleDetails } from '../../operation-example.js';
import { Permission } from '../../permissions.js';
import { importId, rowOutcome } from '../../schemas/import.js';
import { sentRow } from '../../schemas/import-row.js';

/** The most rows of one call (contract, operation 52). */
const MAX_ROWS = 500;

export const importRows = defineOperation({
  slug: 'import-rows',
  kind: 'mutation',
  rest: { method: 'POST', path: '/imports/{importId}/rows' },
  permission: Permission.Admin,
  errors: [409, 617],
  tag: 'Imports',
  summary: 'Import rows',
  description:
    'Imports up to 500 rows. A row is identified by the import and its number: a number that is known returns its stored outcome and has no effect. A refused row names all its errors and stops no other row.',
  example: ({ openImport, fresh }) => {
    const { customerAccountId: _account, ...details } = exampleDetails(fresh);
    return {
      ...openImport,
      firstRow: 1,
      rows: [
        {
          ...details,
          createdBy: 'crm',
          createdByChannel: 'import',
          customerRef: fresh.text,
          createdAt: '2019-05-04T10:00:00.000Z',
          postalAddresses: [EXAMPLE_ADDRESS],
        },
      ],
    };
  },
  input: z.strictObject({
    importId: importId(),
    firstRow: z
      .int()
      .min(1)
      .max(2_000_000_000)
      .meta({ examples: [1], description: 'The number of the first row. The others follow it.' }),
    rows: z.array(sentRow).min(1).max(MAX_ROWS).meta({
      description: 'The rows. An error in a row, an unknown field included, refuses that row and not the call.',
    }),
  }),
  output: z.array(rowOutcome),
  secrets: ['rows.password'],
});
