import { sixteenDigits } from '@profiles/domain';
import { z } from 'zod';
import { coded, customerNumber, ecardNumber, ecardOperator, instant, text } from '../fields.js';
import { timestamp } from './response-fields.js';

/** The body of add-ecard and update-ecard. */
export const ecardFields = {
  ecardNumber: ecardNumber(),
  ecardOperator: ecardOperator(),
  startOfOwnership: instant().meta({ description: 'When the ecard was first connected to the customer.' }),
  ecardNumber16digits: z
    .string()
    .regex(/^\d{16}$/, 'Sixteen digits.')
    .meta({
      format: 'ecard-16-digits',
      examples: ['5780312345678902'],
      description: 'Operator, number and check digit (Luhn). Computed when absent.',
    })
    .nullish(),
  ecardName: text({ max: 100 })
    .meta({ examples: ['My card'], description: 'Customer defined ecard alias.' })
    .nullish(),
  bookingDate: instant().nullish(),
  shippingDate: instant().nullish(),
  endOfOwnership: instant().meta({ description: 'When the customer removed the ecard connection.' }).nullish(),
  expirationDate: instant().meta({ description: 'When the physical ecard expires.' }).nullish(),
};

interface EcardInput {
  ecardNumber: number;
  ecardOperator: string;
  ecardNumber16digits?: string | null | undefined;
}

/** The sixteen digits, where given, must be those of operator and number: [628]. */
export function checkSixteenDigits(ecard: EcardInput, ctx: z.core.$RefinementCtx): void {
  const { ecardNumber16digits: given } = ecard;
  if (given == null || given === sixteenDigits(ecard.ecardOperator, ecard.ecardNumber)) return;
  const { error: message, params } = coded(628, 'Operator, number and check digit do not fit these sixteen digits.');
  ctx.addIssue({ code: 'custom', path: ['ecardNumber16digits'], message, params });
}

export const ecardOwnershipResponse = z
  .object({
    id: z.string(),
    changedAt: timestamp(),
    createdAt: timestamp(),
    customerId: customerNumber().meta({ deprecated: true }),
    ecardNumber: z.int().meta({ format: 'int64' }),
    ecardOperator: z.string(),
    startOfOwnership: timestamp(),
    ecardNumber16digits: z.string(),
    ecardName: z.string().optional(),
    bookingDate: timestamp().optional(),
    shippingDate: timestamp().optional(),
    endOfOwnership: timestamp().optional(),
    expirationDate: timestamp().optional(),
  })
  .meta({ id: 'EcardOwnershipResponse' });
