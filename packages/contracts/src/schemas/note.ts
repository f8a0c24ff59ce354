import { z } from 'zod';
import { number, timestamp } from './response-fields.js';

/** A note about a customer in a response. */
export const noteResponse = z
  .object({
    id: z.string().meta({ description: 'Id of the note.' }),
    text: z.string().meta({ description: 'The text of the note. May have line breaks and tabs.' }),
    changedAt: timestamp().meta({ description: 'When the note was last changed.' }),
    changedBy: z.string().meta({ description: 'The actor of the last change of the note.' }),
    createdAt: timestamp().meta({ description: 'When the note was written.' }),
    createdBy: z.string().meta({ description: 'The author of the note.' }),
    customerId: number().meta({ description: 'The customer number.' }),
  })
  .meta({ id: 'Note' });
