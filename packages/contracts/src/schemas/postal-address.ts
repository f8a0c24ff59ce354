import { z } from 'zod';
import { checkPostCode, country, customerNumber, instant, text } from '../fields.js';

const shape = {
  town: text({ max: 60, min: 1 }).meta({ examples: ['Oslo'], description: 'The address post town.' }),
  postCode: text({ max: 10, min: 1 }).meta({
    examples: ['0150'],
    description: 'The address post code. Only 4 digits for Norwegian addresses.',
  }),
  typeOfAddress: z
    .enum(['P', 'I', 'S'])
    .meta({ description: "The type of address: 'P' = Private, 'I' = Invoice, 'S' = Shadow.", examples: ['P'] }),
  countryCode: country().nullish(),
  verifiedAt: instant().nullish(),
  addressLine1: text({ max: 100 }).nullish(),
  addressLine2: text({ max: 100 }).nullish(),
};

const addressId = () =>
  z
    .int()
    .min(1)
    .meta({ examples: [1], description: 'Postal address id, unique within the customer.' });

/** A new address. An `id` is ignored. */
export const postalAddressRequest = z
  .strictObject({ ...shape, id: addressId().nullish() })
  .superRefine(checkPostCode)
  .meta({ id: 'PostalAddressRequest' });

/** An address in an update: with an id it changes that address, without one it is a new one. */
export const postalAddressInUpdate = z
  .strictObject({ ...shape, id: addressId().optional() })
  .superRefine((address, ctx) => {
    // Without a countryCode the post code of an existing address is judged by the country it has: the domain does that.
    if (address.id === undefined || address.countryCode != null) checkPostCode(address, ctx);
  })
  .meta({ id: 'PostalAddressInUpdate' });

export const postalAddressResponse = z
  .object({
    id: addressId(),
    town: z.string(),
    postCode: z.string(),
    typeOfAddress: z.enum(['P', 'I', 'S']),
    countryCode: z.string(),
    verifiedAt: timestamp().optional(),
    addressLine1: z.string().optional(),
    addressLine2: z.string().optional(),
    changedAt: timestamp(),
    createdAt: timestamp(),
    customerId: customerNumber().meta({ deprecated: true }),
  })
  .meta({ id: 'PostalAddressResponse' });

/** A moment in an answer. */
export function timestamp() {
  return z.string().meta({ format: 'date-time', examples: ['2026-01-31T08:15:30.000Z'] });
}
