import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { instant } from '../../moments.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { optionalNotNull } from '../../text-field.js';

export const exportProfiles = defineOperation({
  slug: 'export-profiles',
  kind: 'query',
  rest: { method: 'GET', path: '/profiles-export', streamedLines: 'lines' },
  permission: Permission.Admin,
  errors: [],
  tag: 'Imports',
  summary: 'Export all customers',
  description:
    'Streams every customer of the organisation as NDJSON (application/x-ndjson): one ImportRow per line, by customerNumber. Merged, deactivated and temporary customers and password hashes are included; the organisationId is left out. A stream that breaks is aborted. Continue it with `after`. Over tRPC it comes in pages.',
  example: () => ({}),
  input: z.strictObject({
    after: customerNumber()
      .optional()
      .meta({ description: 'Only customers with a greater customerNumber.', examples: [1_000_000] }),
    changedSince: optionalNotNull(
      instant().meta({ description: 'Only customers that were changed at this moment or later.' }),
    ),
  }),
  output: z.object({
    lines: z.string().meta({ description: 'The rows of a page, each followed by a line feed.' }),
    nextAfter: z.int().optional().meta({ description: 'The `after` of the next page. Absent on the last page.' }),
  }),
});
