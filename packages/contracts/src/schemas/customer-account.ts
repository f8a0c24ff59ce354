import { z } from 'zod';
import { text } from '../fields.js';
import { timestamp } from './response-fields.js';

/** The alias under which account based ticketing knows the customer: 1 to 60 characters. */
export function accountId() {
  return text({ max: 60 }).meta({
    examples: ['ABT-3000157'],
    description: 'Customer account id used for account based ticketing. Unique within the organisation.',
  });
}

/** The name of a customer account: 1 to 100 characters. */
export function accountName() {
  return text({ max: 100 }).meta({ examples: ['Family account'], description: 'The name of the account.' });
}

/** A customer account in a response. */
export const customerAccountResponse = z
  .object({
    accountId: z.string().meta({ description: 'Customer account id used for account based ticketing.' }),
    name: z.string().optional().meta({ description: 'The name of the account.' }),
    changedAt: timestamp().meta({ description: 'When the account was last changed.' }),
    createdAt: timestamp().meta({ description: 'When the account was added to the customer.' }),
  })
  .meta({ id: 'CustomerAccountResponse' });
