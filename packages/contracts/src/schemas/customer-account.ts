import { z } from 'zod';
import { text } from '../fields.js';
import { timestamp } from './response-fields.js';

/** The alias under which account based ticketing knows the customer: 1 to 60 characters. */
export function accountId() {
  return text({ max: 60, min: 1 }).meta({
    examples: ['ABT-3000157'],
    description: 'Customer account id used for account based ticketing. Unique within the organisation.',
  });
}

export function accountName() {
  return text({ max: 100, min: 1 }).meta({ examples: ['Family account'], description: 'What the account is called.' });
}

export const customerAccountResponse = z
  .object({
    accountId: z.string(),
    name: z.string().optional(),
    changedAt: timestamp(),
    createdAt: timestamp(),
  })
  .meta({ id: 'CustomerAccountResponse' });
