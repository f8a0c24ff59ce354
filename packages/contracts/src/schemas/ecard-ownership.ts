import { sixteenDigits } from '@profiles/domain';
import { z } from 'zod';
import { acrossFields, type SentFields } from '../across-fields.js';
import { customerNumber, ecardNumber, ecardOperator, text } from '../fields.js';
import { instant } from '../moments.js';
import { formedText, optional, type Refusal } from '../text-field.js';
import { timestamp } from './response-fields.js';

const SIXTEEN_DIGITS: Refusal = { message: 'Expected the sixteen digits of a card.' };

/** The body of add-ecard and update-ecard. */
export const ecardFields = {
  ecardNumber: ecardNumber(),
  ecardOperator: ecardOperator(),
  startOfOwnership: instant().meta({ description: 'When the ecard was first connected to the customer.' }),
  ecardNumber16digits: optional(
    formedText({ max: 100, read: (value) => (/^\d{16}$/.test(value) ? value : SIXTEEN_DIGITS) }).meta({
      format: 'ecard-16-digits',
      pattern: '^[0-9]{16}$',
      examples: ['5780312345678902'],
      description: 'Operator, number and check digit (Luhn). Computed when absent.',
    }),
  ),
  ecardName: optional(text({ max: 100 }).meta({ examples: ['My card'], description: 'Customer defined ecard alias.' })),
  bookingDate: optional(instant().meta({ description: 'When the card was ordered.' })),
  shippingDate: optional(instant().meta({ description: 'When the card was sent to the customer.' })),
  endOfOwnership: optional(
    instant().meta({ description: 'When the customer removed the ecard connection. Not before startOfOwnership.' }),
  ),
  expirationDate: optional(instant().meta({ description: 'When the physical ecard expires.' })),
};

interface EcardInput {
  ecardNumber: number;
  ecardOperator: string;
  ecardNumber16digits?: string | null | undefined;
  startOfOwnership: string;
  endOfOwnership?: string | null | undefined;
}

/** The sixteen digits, where given, are those of operator and number: 628. */
function checkSixteenDigits({ values, isRefused, refuse }: SentFields<EcardInput>): void {
  const { ecardNumber16digits: given, ecardOperator: operator, ecardNumber: number } = values;
  if (given == null || isRefused('ecardOperator') || isRefused('ecardNumber')) return;
  if (given === sixteenDigits(operator, number)) return;
  const message = 'Expected operator, number and check digit (Luhn) of this card.';
  refuse('ecardNumber16digits', { code: 628, message });
}

/** [CARD-2] An ownership does not end before it starts. */
function checkEnd({ values, isRefused, refuse }: SentFields<EcardInput>): void {
  const { startOfOwnership, endOfOwnership } = values;
  if (endOfOwnership == null || isRefused('startOfOwnership') || endOfOwnership >= startOfOwnership) return;
  refuse('endOfOwnership', { message: 'Expected a moment that is not before startOfOwnership.' });
}

/** The rules across the fields of a card. */
export const ecardRules = [acrossFields(checkSixteenDigits), acrossFields(checkEnd)] as const;

/** The ownership of a card in a response. */
export const ecardOwnershipResponse = z
  .object({
    id: z.string().meta({ description: 'Id of the ownership.' }),
    changedAt: timestamp().meta({ description: 'When the ownership was last changed.' }),
    createdAt: timestamp().meta({ description: 'When the ownership was registered.' }),
    customerId: customerNumber().meta({ deprecated: true, description: 'Deprecated. The customer number.' }),
    ecardNumber: z.int().meta({ format: 'int64', description: 'The number as a JSON number: without leading zeros.' }),
    ecardOperator: z.string().meta({ description: 'The operator that issued the card: five digits.' }),
    startOfOwnership: timestamp().meta({ description: 'When the ecard was first connected to the customer.' }),
    ecardNumber16digits: z.string().meta({ description: 'Operator, number and check digit (Luhn).' }),
    ecardName: z.string().optional().meta({ description: 'Customer defined ecard alias.' }),
    bookingDate: timestamp().optional().meta({ description: 'When the card was ordered.' }),
    shippingDate: timestamp().optional().meta({ description: 'When the card was sent to the customer.' }),
    endOfOwnership: timestamp()
      .optional()
      .meta({ description: 'When the customer removed the ecard connection. Absent on the current ownership.' }),
    expirationDate: timestamp().optional().meta({ description: 'When the physical ecard expires.' }),
  })
  .meta({ id: 'EcardOwnershipResponse' });
