import { z } from 'zod';
import { instant, text } from '../fields.js';
import { timestamp } from './response-fields.js';

const party = (description: string, example: string) =>
  text({ max: 100, min: 1 }).meta({ description, examples: [example] });

/** The body of add-personnel-ticket. */
export const personnelTicketFields = {
  ticketRightOwner: party('The company whose personnel travels.', 'VY'),
  ticketRightBearer: party('Who has the right to travel.', 'SJN-4711'),
  validFrom: instant().meta({ description: 'When the ticket becomes valid.' }),
  validTo: instant().meta({
    examples: ['2099-12-31T23:59:59.000Z'],
    description: 'When the ticket ends. After validFrom.',
  }),
  ticketHolderCode: party('The code of the ticket holder.', 'EMP-01'),
};

/** A ticket ends after it began. */
export function checkValidity(ticket: { validFrom: string; validTo: string }, ctx: z.core.$RefinementCtx): void {
  if (ticket.validTo > ticket.validFrom) return;
  ctx.addIssue({ code: 'custom', path: ['validTo'], message: 'validTo lies after validFrom.' });
}

export const personnelTicketResponse = z
  .object({
    id: z.string(),
    ticketRightOwner: z.string(),
    ticketRightBearer: z.string(),
    validFrom: timestamp(),
    validTo: timestamp(),
    ticketHolderCode: z.string(),
  })
  .meta({ id: 'PersonnelTicket' });
