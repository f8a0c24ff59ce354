import { z } from 'zod';
import { number, timestamp } from './response-fields.js';

export const noteResponse = z
  .object({
    id: z.string(),
    text: z.string(),
    changedAt: timestamp(),
    changedBy: z.string(),
    createdAt: timestamp(),
    createdBy: z.string(),
    customerId: number(),
  })
  .meta({ id: 'Note' });
