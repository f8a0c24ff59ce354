import { z } from 'zod';
import { number, timestamp } from './response-fields.js';

const fieldChange = z.object({
  field: z.string(),
  before: z.unknown().optional().meta({ description: 'Absent when there was nothing.' }),
  after: z.unknown().optional().meta({ description: 'Absent when there is nothing any more.' }),
});

/** One change of one profile: who did what, from where, to which fields. */
export const profileChange = z
  .object({
    id: z.string().meta({ description: 'The id of the event of the same change.' }),
    customerNumber: number().meta({ description: 'The profile that changed: this one, or one merged into it.' }),
    organisationId: number(),
    revision: z.int(),
    changedAt: timestamp(),
    operation: z.string().meta({ examples: ['update-profile'] }),
    changedBy: z.string(),
    changedByChannel: z.string(),
    clientId: z.string().meta({ description: 'The client of the token.' }),
    callerOrganisationId: number().meta({ description: 'The organisation of the token.' }),
    clientName: z.string().optional().meta({ description: 'The ET-Client-Name.' }),
    correlationId: z.string(),
    fields: z.array(fieldChange).meta({
      description: 'What each field held and holds; of a list the entries that differ, of a password nothing.',
    }),
  })
  .meta({ id: 'ProfileChange' });
