import { z } from 'zod';
import { number, timestamp } from './response-fields.js';

const fieldChange = z.object({
  field: z.string().meta({ description: 'Name of the field.' }),
  before: z
    .unknown()
    .optional()
    .meta({ examples: ['Olsen'], description: 'The value before. Absent when there was none.' }),
  after: z.unknown().optional().meta({ description: 'The value after. Absent when there is none.' }),
});

/** One change of one profile: the actor, the time, the channel and the changed fields. */
export const profileChange = z
  .object({
    id: z.string().meta({ description: 'The id of the event of the same change.' }),
    customerNumber: number().meta({ description: 'The profile that changed: this one, or one merged into it.' }),
    organisationId: number().meta({ description: 'The organisation of the profile.' }),
    revision: z.int().meta({ description: 'The revision that the change made.' }),
    changedAt: timestamp().meta({ description: 'When the change was made.' }),
    operation: z.string().meta({ examples: ['update-profile'], description: 'The slug of the operation.' }),
    changedBy: z.string().meta({ description: 'The actor of the change.' }),
    changedByChannel: z.string().meta({ description: 'The channel of the change.' }),
    clientId: z.string().meta({ description: 'The client of the token.' }),
    callerOrganisationId: number().meta({ description: 'The organisation of the token.' }),
    clientName: z.string().optional().meta({ description: 'The ET-Client-Name.' }),
    correlationId: z.string().meta({ description: 'The correlation id of the call.' }),
    fields: z.array(fieldChange).meta({
      description: 'The changed fields with their values: of a list the entries that differ, of a password none.',
    }),
  })
  .meta({ id: 'ProfileChange' });
