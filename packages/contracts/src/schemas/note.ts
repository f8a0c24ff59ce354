import { z } from 'zod';
import { number, timestamp } from './response-fields.js';

/** A note about a customer in a response. */
export const noteResponse = z
  .object({
    id: z.string().meta({ description: 'Id of the note.' }),
    text: z.string().meta({ description: 'What the note says. May have line breaks and tabs.' }),
    changedAt: timestamp().meta({ description: 'When the note was last changed.' }),
    changedBy: z.string().meta({ description: 'Who changed the note last.' }),
    createdAt: timestamp().meta({ description: 'When the note was written.' }),
    createdBy: z.string().meta({ description: 'Who wrote the note.' }),
    customerId: number().meta({ description: 'The customer number.' }),
  })
  .meta({ id: 'Note' });
