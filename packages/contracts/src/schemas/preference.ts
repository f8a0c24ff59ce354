import { z } from 'zod';
import type { SentFields } from '../across-fields.js';
import { text } from '../fields.js';
import { choice } from '../text-field.js';
import { number, timestamp } from './response-fields.js';

/** The id of a preference definition. */
export function preferenceId() {
  return z
    .int()
    .min(1)
    .meta({ format: 'int64', examples: [1], description: 'Id of the preference.' });
}

/** The value of a preference. That it fits the type of its definition is a rule of the domain. */
export function preferenceValue() {
  return text({ max: 500, lines: true }).meta({
    examples: ['true'],
    description:
      'Value of the preference, such as a membership number. BOOLEAN: true or false. NUMBER: decimal. DATE: YYYY-MM-DD.',
  });
}

/** The same preference does not stand twice in a list. */
export function checkDistinctPreferences({ values, refuse }: SentFields<readonly { preferenceId?: number }[]>): void {
  const seen = new Set<number>();
  for (const [place, entry] of Object.entries(values)) {
    const id = entry?.preferenceId;
    if (typeof id !== 'number') continue;
    if (seen.has(id)) refuse([place, 'preferenceId'], { message: 'Expected each preference once in the list.' });
    seen.add(id);
  }
}

/** One preference in a bulk replacement. */
export const customerPreferenceRequest = z
  .strictObject({ preferenceId: preferenceId(), preferenceValue: preferenceValue() })
  .meta({ id: 'CustomerPreferenceRequest' });

const PREFERENCE_TYPES = ['TEXT', 'BOOLEAN', 'NUMBER', 'DATE'] as const;
const TYPE_META = { description: 'The type that values must fit.', examples: ['BOOLEAN'] };
const preferenceType = z.enum(PREFERENCE_TYPES).meta(TYPE_META);

/** The body of create-preference-definition. */
export const definitionFields = {
  preferenceCode: text({ max: 100 }).meta({
    examples: ['NEWSLETTER'],
    description: 'Short name of the preference. Unique within the organisation.',
  }),
  preferenceType: choice(PREFERENCE_TYPES).meta(TYPE_META),
  preferenceDescription: text({ max: 500, lines: true }).meta({
    examples: ['Wants the monthly newsletter.'],
    description: 'The subject of the preference.',
  }),
};

/** The definition of a preference in a response. */
export const preferenceResponse = z
  .object({
    id: number().meta({ description: 'Id of the preference.' }),
    isActive: z.boolean().meta({ description: 'Whether customers can get new values of it.' }),
    preferenceCode: z.string().meta({ description: 'Short name of the preference.' }),
    preferenceType,
    preferenceDescription: z.string().meta({ description: 'The subject of the preference.' }),
    changedAt: timestamp().meta({ description: 'When the definition was last changed.' }),
    createdAt: timestamp().meta({ description: 'When the definition was created.' }),
  })
  .meta({ id: 'PreferenceResponse', description: 'The definition of a preference.' });

/** The preference of a customer in a response. */
export const customerPreferenceResponse = z
  .object({
    preferenceId: number().meta({ description: 'Id of the preference.' }),
    preferenceValue: z.string().meta({ description: 'The value that the customer has.' }),
    changedAt: timestamp().meta({ description: 'When the value was last changed.' }),
    createdAt: timestamp().meta({ description: 'When the preference was set.' }),
    preference: preferenceResponse.optional().meta({ description: 'The definition of the preference.' }),
    customerId: number().meta({ deprecated: true, description: 'Deprecated. The customer number.' }),
  })
  .meta({ id: 'CustomerPreferenceResponse' });
