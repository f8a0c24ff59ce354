import { z } from 'zod';
import type { SentFields } from '../across-fields.js';
import { text } from '../fields.js';
import { instant } from '../moments.js';
import { timestamp } from './response-fields.js';

const party = (description: string, example: string) => text({ max: 100 }).meta({ description, examples: [example] });

/** The body of add-personnel-ticket. */
export const personnelTicketFields = {
  ticketRightOwner: party('The company whose personnel travels.', 'VY'),
  ticketRightBearer: party('The person who has the right to travel.', 'SJN-4711'),
  validFrom: instant().meta({ description: 'When the ticket becomes valid.' }),
  validTo: instant().meta({
    examples: ['2099-12-31T23:59:59.000Z'],
    description: 'When the ticket ends. After validFrom.',
  }),
  ticketHolderCode: party('The code of the ticket holder.', 'EMP-01'),
};

interface Validity {
  validFrom: string;
  validTo: string;
}

/** A ticket ends after it begins. */
export function checkValidity({ values, isRefused, refuse }: SentFields<Validity>): void {
  if (isRefused('validFrom') || isRefused('validTo') || values.validTo > values.validFrom) return;
  refuse('validTo', { message: 'Expected a moment after validFrom.' });
}

/** A personnel ticket in a response. */
export const personnelTicketResponse = z
  .object({
    id: z.string().meta({ description: 'Id of the ticket.' }),
    ticketRightOwner: z.string().meta({ description: 'The company whose personnel travels.' }),
    ticketRightBearer: z.string().meta({ description: 'The person who has the right to travel.' }),
    validFrom: timestamp().meta({ description: 'When the ticket becomes valid.' }),
    validTo: timestamp().meta({ description: 'When the ticket ends.' }),
    ticketHolderCode: z.string().meta({ description: 'The code of the ticket holder.' }),
  })
  .meta({ id: 'PersonnelTicket' });
