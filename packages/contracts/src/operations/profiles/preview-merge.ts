import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { mergeOptions } from '../../schemas/merge-options.js';
import { number } from '../../schemas/response-fields.js';

const moves = z.object({
  ecards: z
    .array(z.string())
    .meta({ examples: [['4b227777-d4dd-4fc6-8f88-4f48e3d2b7aa']], description: 'Ids of ownerships, ended ones too.' }),
  customerAccounts: z.array(z.string()).meta({ examples: [['ABT-4711']], description: 'Account ids.' }),
  personnelTickets: z
    .array(z.string())
    .meta({ examples: [['4b227777-d4dd-4fc6-8f88-4f48e3d2b7aa']], description: 'Ids of tickets.' }),
  notes: z
    .array(z.string())
    .meta({ examples: [['4b227777-d4dd-4fc6-8f88-4f48e3d2b7aa']], description: 'Ids of notes.' }),
  preferences: z
    .array(number())
    .meta({ examples: [[1]], description: 'Ids of the preferences that the target lacks.' }),
});

const taken = z.object({
  field: z.string().meta({ examples: ['email'], description: 'Name of the field.' }),
  source: z
    .unknown()
    .optional()
    .meta({
      examples: ['ola.nordmann@example.no'],
      description: 'The value that would be taken; absent if the field would be cleared.',
    }),
  target: z
    .unknown()
    .optional()
    .meta({
      examples: ['kari.nordmann@example.no'],
      description: 'The value that it would replace; absent if there is none.',
    }),
});

const conflict = z.object({
  field: z.string().meta({ examples: ['email'], description: 'Name of the field.' }),
  preferenceId: number()
    .optional()
    .meta({ examples: [1], description: 'Which preference, where the field is preferences.' }),
  source: z.unknown().meta({ description: 'The value of the source. It stays with the source.' }),
  target: z
    .unknown()
    .optional()
    .meta({ description: 'The value that the target has and keeps; absent when it has none.' }),
});

const refusal = z.object({
  errorCode: z.int().meta({ description: 'The code that the merge would be refused with.', examples: [601] }),
  detail: z.string().meta({ examples: ['Profile 1000002 is passive.'], description: 'Why it would be refused.' }),
  survivor: number()
    .optional()
    .meta({ examples: [1_000_005], description: 'The profile that a merged party leads to.' }),
});

export const previewMerge = defineOperation({
  slug: 'preview-merge',
  kind: 'query',
  rest: { method: 'POST', path: '/profiles/{customerNumber}/merge-preview/{sourceCustomerNumber}' },
  permission: Permission.Read,
  errors: [413, 415, 617],
  tag: 'Profiles',
  summary: 'Preview a merge',
  description:
    'The effect of a merge (source of type P) or a connect (type T or S): moved items, values taken over, conflicts, or the reason of a refusal. The options of the merge are accepted here too. Nothing is written. A refusal is part of the response, such as a list that would become too long (629); an unknown or deactivated party is 404.',
  example: ({ customer, ticketCustomer }) => ({
    customerNumber: customer.customerNumber,
    sourceCustomerNumber: ticketCustomer.customerNumber,
  }),
  input: z.strictObject({
    customerNumber: customerNumber().meta({ description: 'The standard customer who would stay.' }),
    sourceCustomerNumber: customerNumber().meta({ description: 'The customer who would be merged in.' }),
    ...mergeOptions,
  }),
  output: z
    .object({
      operation: z
        .enum(['merge-profiles', 'connect-profile'])
        .meta({ description: 'The operation for a source of this type.' }),
      outcome: z
        .enum(['possible', 'done', 'refused'])
        .meta({ description: 'done: the source was merged into this customer already.' }),
      refusal: refusal.optional().meta({ description: 'Present when the outcome is refused.' }),
      moves: moves.meta({ description: 'The items that would move to the customer who stays.' }),
      takes: z.array(taken).meta({ description: 'The single-valued fields that would change, with these options.' }),
      conflicts: z.array(conflict).meta({
        description: 'Values of the source that the target would not take over, since a merge overwrites nothing.',
      }),
      relatedCustomerNumbers: z
        .array(number())
        .meta({ description: 'The customer numbers that would lead to the customer who stays.' }),
    })
    .meta({ id: 'MergePreview' }),
});
