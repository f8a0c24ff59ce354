import { z } from 'zod';
import { checkPostCode, country, customerNumber, instant, text } from '../fields.js';
import { timestamp } from './response-fields.js';

/** The fields of an address in a request, without its id. */
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
  addressLine1: text({ max: 100 })
    .meta({ examples: ['Storgata 1'] })
    .nullish(),
  addressLine2: text({ max: 100 })
    .meta({ examples: ['Oppgang B'] })
    .nullish(),
};

export function addressId() {
  return z
    .int()
    .min(1)
    .meta({ examples: [1], description: 'Postal address id, unique within the customer.' });
}

/** The body of add-postal-address and update-postal-address. An `id` is ignored. */
export const addressFields = { ...shape, id: addressId().nullish() };

const FOUR_DIGITS = { properties: { postCode: { pattern: '^[0-9]{4}$' } } };

/** What a document says of the post code: Norway is also meant by null, and by no country at all. */
export const norwegianPostCodeMeta = {
  if: { properties: { countryCode: { enum: ['NOR', null] } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: FOUR_DIGITS,
};

/** As far as it can be told without the country that an existing address has. */
export const knownPostCodeMeta = {
  if: { required: ['countryCode'], properties: { countryCode: { enum: ['NOR', null] } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: FOUR_DIGITS,
};

/** A new address. An `id` is ignored. */
export const postalAddressRequest = z
  .strictObject(addressFields)
  .superRefine(checkPostCode)
  .meta({ id: 'PostalAddressRequest', ...norwegianPostCodeMeta });

/** An address in an update: with an id it changes that address, without one it is a new one. */
export const postalAddressInUpdate = z
  .strictObject({ ...shape, id: addressId().optional() })
  .superRefine((address, ctx) => {
    if (address.id === undefined) checkPostCode(address, ctx);
    else checkKnownCountry(address, ctx);
  })
  .meta({ id: 'PostalAddressInUpdate', ...knownPostCodeMeta });

/** Without a countryCode the post code of an existing address is judged by the country it has: the domain does that. */
export function checkKnownCountry(address: Parameters<typeof checkPostCode>[0], ctx: z.core.$RefinementCtx): void {
  if (address.countryCode !== undefined) checkPostCode(address, ctx);
}

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
