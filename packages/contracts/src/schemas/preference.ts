import { z } from 'zod';
import { text } from '../fields.js';
import { number, timestamp } from './response-fields.js';

/** The id of a preference definition. */
export function preferenceId() {
  return z
    .int()
    .min(1)
    .meta({ format: 'int64', examples: [1], description: 'Id of the preference.' });
}

/** Has to fit the type of its definition, which only the store knows. */
export function preferenceValue() {
  return text({ max: 500, min: 1, lines: true }).meta({
    examples: ['true'],
    description:
      'Value of the preference, such as a membership number. BOOLEAN: true or false. NUMBER: decimal. DATE: YYYY-MM-DD.',
  });
}

/** One preference in a bulk replacement. */
export const customerPreferenceRequest = z
  .strictObject({ preferenceId: preferenceId(), preferenceValue: preferenceValue() })
  .meta({ id: 'CustomerPreferenceRequest' });

const preferenceType = z
  .enum(['TEXT', 'BOOLEAN', 'NUMBER', 'DATE'])
  .meta({ description: 'What kind of value fits.', examples: ['BOOLEAN'] });

/** The body of create-preference-definition. */
export const definitionFields = {
  preferenceCode: text({ max: 100, min: 1 }).meta({ examples: ['NEWSLETTER'] }),
  preferenceType,
  preferenceDescription: text({ max: 500, min: 1, lines: true }).meta({ examples: ['Wants the monthly newsletter.'] }),
};

export const preferenceResponse = z
  .object({
    id: number(),
    isActive: z.boolean(),
    preferenceCode: z.string(),
    preferenceType,
    preferenceDescription: z.string(),
    changedAt: timestamp(),
    createdAt: timestamp(),
  })
  .meta({ id: 'PreferenceResponse' });

export const customerPreferenceResponse = z
  .object({
    preferenceId: number(),
    preferenceValue: z.string(),
    changedAt: timestamp(),
    createdAt: timestamp(),
    preference: preferenceResponse.optional(),
    customerId: number().meta({ deprecated: true }),
  })
  .meta({ id: 'CustomerPreferenceResponse' });
