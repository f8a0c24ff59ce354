import { z } from 'zod';
import { customerNumber, text } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { noteResponse } from '../../schemas/note.js';

export const addNote = defineOperation({
  slug: 'add-note',
  kind: 'mutation',
  rest: { method: 'POST', path: '/profiles/{customerNumber}/notes' },
  permission: Permission.Change,
  errors: [601, 617, 629],
  tag: 'Notes',
  summary: 'Add note to customer',
  description: 'Writes a note about the customer. Its author is X-Changed-By, otherwise the client of the token.',
  example: ({ customer: { customerNumber } }) => ({ customerNumber, text: 'The customer called about a refund.' }),
  input: z.strictObject({
    customerNumber: customerNumber(),
    text: text({ max: 4000, lines: true }).meta({
      examples: ['Asked for a paper invoice.'],
      description: 'The text of the note. May have line breaks and tabs.',
    }),
  }),
  output: noteResponse,
});
