import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { IMPORT_EVENTS, importResponse, ON_EXISTING } from '../../schemas/import.js';
import { blankIsAbsent, choice, optional, text } from '../../text-field.js';

export const createImport = defineOperation({
  slug: 'create-import',
  kind: 'mutation',
  rest: { method: 'POST', path: '/imports' },
  permission: Permission.Admin,
  errors: [],
  tag: 'Imports',
  summary: 'Create an import',
  description:
    'Begins an import of customers. Send its rows with import-rows, first to a dry run: it has the same outcome for each row and writes nothing.',
  example: ({ fresh }) => ({ name: fresh.text, dryRun: true, onExisting: 'refuse' as const, events: 'each' as const }),
  input: z.strictObject({
    name: optional(
      text({ max: 100 }).meta({
        examples: ['customers.ndjson'],
        description: 'A name for people, such as that of the file.',
      }),
    ),
    dryRun: z
      .boolean()
      .default(true)
      .meta({ description: 'Whether nothing is written and only the outcome of each row is told.', examples: [true] }),
    onExisting: blankIsAbsent(
      choice(ON_EXISTING).meta({
        examples: ['refuse'],
        description:
          'The treatment of a row whose customer exists. It is found by the customerNumber of the row, or without one by its customerRef.',
      }),
    ).default('refuse'),
    events: blankIsAbsent(
      choice(IMPORT_EVENTS).meta({
        examples: ['each'],
        description: 'Whether each change of the import has an event. Without events, subscribers see revisions jump.',
      }),
    ).default('each'),
  }),
  output: importResponse,
});
