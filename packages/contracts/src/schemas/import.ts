import { z } from 'zod';
import { customerNumber, text } from '../fields.js';
import { timestamp } from './response-fields.js';

/** The treatment of a row whose customer exists. */
export const ON_EXISTING = ['refuse', 'skip', 'update'] as const;
/** Whether the changes of an import have events. */
export const IMPORT_EVENTS = ['each', 'none'] as const;
/** The outcomes of a row. */
const ROW_OUTCOMES = ['created', 'updated', 'unchanged', 'skipped', 'refused'] as const;
/** The states of an import: it takes rows, takes none any more, or was undone. */
const IMPORT_STATES = ['open', 'completed', 'undone'] as const;

/** The id of an import. */
export function importId() {
  return text({ max: 100 }).meta({
    examples: ['3f0e8f4c-7f55-4a9e-9f0b-0d8d3a9c1e57'],
    description: 'Id of the import.',
  });
}

const count = (description: string) => z.int().min(0).meta({ description });

/** An import in a response. */
export const importResponse = z
  .object({
    id: z.string().meta({ description: 'Id of the import.' }),
    name: z.string().optional().meta({ description: 'The name that the caller gave it, such as that of the file.' }),
    dryRun: z.boolean().meta({ description: 'Whether it writes nothing and only tells the outcome of each row.' }),
    onExisting: z.enum(ON_EXISTING).meta({ description: 'The treatment of a row whose customer exists.' }),
    events: z.enum(IMPORT_EVENTS).meta({ description: 'Whether its changes have events.' }),
    state: z.enum(IMPORT_STATES).meta({ description: 'Rows are accepted while it is open.' }),
    createdAt: timestamp().meta({ description: 'When the import was created.' }),
    counts: z
      .object({
        created: count('Rows that created a customer.'),
        updated: count('Rows that changed a customer.'),
        unchanged: count('Rows that said what was stored already.'),
        skipped: count('Rows whose customer existed, with onExisting skip.'),
        refused: count('Rows that were refused.'),
      })
      .meta({ description: 'The rows by outcome.' }),
  })
  .meta({ id: 'Import' });

const problem = z.object({
  type: z.string().meta({
    examples: ['https://api.example.no/errors/602'],
    description: 'The absolute URI of the page about this code.',
  }),
  title: z.string().meta({ examples: ['Email taken'], description: 'The error in a few words.' }),
  status: z.int().meta({ examples: [409], description: 'The HTTP status that the same request has by itself.' }),
  detail: z.string().meta({
    examples: ['email: Another customer of the organisation has this email.'],
    description: 'The failure, without personal data.',
  }),
  errorCode: z.int().meta({ examples: [602], description: 'The error code.' }),
  shortNorwegian: z.string().meta({ examples: ['E-posten er i bruk.'], description: 'A short text for the customer.' }),
  longNorwegian: z.string().meta({
    examples: ['En annen kunde har denne e-postadressen. Bruk en annen adresse.'],
    description: 'A longer text for the customer.',
  }),
  shortEnglish: z.string().meta({ examples: ['The email is in use.'], description: 'A short text for the customer.' }),
  longEnglish: z.string().meta({
    examples: ['Another customer has this email address. Use another one.'],
    description: 'A longer text for the customer.',
  }),
  retry: z.string().meta({ examples: ['after-read'], description: 'Whether sending the row again can help.' }),
  correlationId: z
    .string()
    .optional()
    .meta({ examples: ['order-4711'], description: 'The correlation id of the call.' }),
  instance: z
    .string()
    .optional()
    .meta({ examples: ['urn:correlation:order-4711'], description: 'Names this one occurrence.' }),
  survivor: z
    .int()
    .optional()
    .meta({ examples: [1_000_005], description: 'The customer that a merged one leads to.' }),
  errors: z
    .array(
      z.object({
        path: z
          .string()
          .meta({ examples: ['email'], description: 'The field of the row, such as postalAddresses.0.town.' }),
        message: z.string().meta({
          examples: ['Another customer of the organisation has this email.'],
          description: 'The errors of the row.',
        }),
      }),
    )
    .optional()
    .meta({ description: 'Every error in the row.' }),
});

/** The outcome of one row. */
export const rowOutcome = z
  .object({
    row: z.int().min(1).meta({ description: 'The number of the row.' }),
    outcome: z.enum(ROW_OUTCOMES).meta({ description: 'The outcome of the row.' }),
    customerNumber: customerNumber()
      .optional()
      .meta({ description: 'The customer. In a dry run absent for a number that is not assigned yet.' }),
    problem: problem.optional().meta({ description: 'Why the row was refused.' }),
  })
  .meta({ id: 'RowOutcome' });

/** An import as callers see it. */
export type ImportResponse = z.output<typeof importResponse>;
/** The outcome of one row. */
export type RowOutcome = z.output<typeof rowOutcome>;
