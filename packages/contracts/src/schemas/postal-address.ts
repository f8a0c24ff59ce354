import { z } from 'zod';
import { acrossFields, type SentFields } from '../across-fields.js';
import { checkPostCode, country, type PostCodeInput, postCode } from '../countries.js';
import { customerNumber, text } from '../fields.js';
import { verifiedAt } from '../moments.js';
import { choice, optional } from '../text-field.js';
import { timestamp } from './response-fields.js';

const ADDRESS_TYPES = ['P', 'I', 'S'] as const;
const TYPE_META = {
  examples: ['P'],
  description: "The type of address: 'P' = Private, 'I' = Invoice, 'S' = Shadow.",
};

/** The fields of an address in a request, without its id. */
const shape = {
  town: text({ max: 60 }).meta({ examples: ['Oslo'], description: 'The address post town.' }),
  postCode: postCode(),
  typeOfAddress: choice(ADDRESS_TYPES).meta(TYPE_META),
  countryCode: country(),
  verifiedAt: optional(
    verifiedAt().meta({ description: 'When the address was verified. Removed when the address changes.' }),
  ),
  addressLine1: optional(
    text({ max: 100 }).meta({ examples: ['Storgata 1'], description: 'First line of the address: street and number.' }),
  ),
  addressLine2: optional(
    text({ max: 100 }).meta({ examples: ['Oppgang B'], description: 'Second line of the address.' }),
  ),
};

/** The id of a postal address. */
export function addressId() {
  return z
    .int()
    .min(1)
    .meta({ examples: [1], description: 'Postal address id. Unique in the whole system and never reused.' });
}

/** The body of add-postal-address and update-postal-address. An `id` is ignored. */
export const addressFields = { ...shape, id: addressId().nullish() };

/** The rules across the fields of a new address. */
export const newAddressRules = [acrossFields(checkPostCode)] as const;

/** A new address. An `id` is ignored. */
export const postalAddressRequest = z
  .strictObject(addressFields)
  .check(...newAddressRules)
  .meta({ id: 'PostalAddressRequest' });

/** The rules across the fields of an existing address. */
export const existingAddressRules = [acrossFields(checkKnownCountry)] as const;

/** An address in an update: with an id it changes that address, without one it is a new one. */
export const postalAddressInUpdate = z
  .strictObject({ ...shape, id: addressId().optional() })
  .check(
    acrossFields<AddressInUpdate>((address) =>
      address.values.id === undefined ? checkPostCode(address) : checkKnownCountry(address),
    ),
  )
  .meta({ id: 'PostalAddressInUpdate' });

interface AddressInUpdate extends PostCodeInput {
  id?: number | undefined;
}

/** Without a countryCode the post code of an existing address is judged by the country it has: the domain does that. */
function checkKnownCountry(address: SentFields<PostCodeInput>): void {
  if (address.values.countryCode !== undefined) checkPostCode(address);
}

/** The same address is not changed twice by one update. */
export function checkDistinctIds({ values, refuse }: SentFields<readonly { id?: number | undefined }[]>): void {
  const seen = new Set<number>();
  for (const [place, address] of Object.entries(values)) {
    const id = address?.id;
    if (typeof id !== 'number') continue;
    if (seen.has(id)) refuse([place, 'id'], { message: 'Expected each postal address id once in the list.' });
    seen.add(id);
  }
}

/** A postal address in a response. */
export const postalAddressResponse = z
  .object({
    id: addressId(),
    town: z.string().meta({ description: 'The address post town.' }),
    postCode: z.string().meta({ description: 'The address post code.' }),
    typeOfAddress: z.enum(ADDRESS_TYPES).meta(TYPE_META),
    countryCode: z.string().meta({ description: 'ISO 3166-1 alpha-3, in upper case.' }),
    verifiedAt: timestamp().optional().meta({ description: 'When the address was verified.' }),
    addressLine1: z.string().optional().meta({ description: 'First line of the address: street and number.' }),
    addressLine2: z.string().optional().meta({ description: 'Second line of the address.' }),
    changedAt: timestamp().meta({ description: 'When the address was last changed.' }),
    createdAt: timestamp().meta({ description: 'When the address was added.' }),
    customerId: customerNumber().meta({ deprecated: true, description: 'Deprecated. The customer number.' }),
  })
  .meta({ id: 'PostalAddressResponse' });
