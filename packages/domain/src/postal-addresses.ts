import { type Rejected, Rejection, reject } from './decision.js';
import type { Instant } from './instant.js';
import { type Patch, patched } from './patch.js';
import type { PostalAddress } from './profile.js';

type AddressFields = Omit<PostalAddress, 'id' | 'createdAt' | 'changedAt' | 'countryCode'> & {
  readonly countryCode?: string;
};

/** An address to add; the country defaults to Norway. */
export type NewAddress = AddressFields;

/** In an update: with an `id` it changes that address, without one it is a new address. */
export type AddressInUpdate = Patch<AddressFields> & { readonly id?: number } & Pick<
    AddressFields,
    'town' | 'postCode' | 'typeOfAddress'
  >;

export function newAddress(fields: NewAddress, id: number, at: Instant): PostalAddress {
  return { countryCode: 'NOR', ...fields, id, createdAt: at, changedAt: at };
}

/** A Norwegian post code has exactly four digits; other countries' codes are taken as they are. */
export function isPostCodeOf(countryCode: string, postCode: string): boolean {
  return countryCode !== 'NOR' || /^\d{4}$/.test(postCode);
}

/** The addresses after an update: those named by id changed, those without id added, all others left as they are. */
export function addressesAfter(
  current: readonly PostalAddress[],
  sent: readonly AddressInUpdate[],
  at: Instant,
): readonly PostalAddress[] | Rejected {
  const addresses = [...current];
  for (const [position, { id, ...fields }] of sent.entries()) {
    const index = id === undefined ? addresses.length : addresses.findIndex((address) => address.id === id);
    const existing = addresses[index];
    if (id !== undefined && existing === undefined) {
      return reject(Rejection.NotFound, {
        path: `postalAddresses.${position}.id`,
        message: `The profile has no postal address ${id}.`,
      });
    }
    const base = existing ?? newAddress(fields as NewAddress, nextAddressId(addresses), at);
    const countryCode = fields.countryCode === undefined ? base.countryCode : (fields.countryCode ?? 'NOR');
    const address: PostalAddress = { ...patched<PostalAddress>(base, { ...fields, countryCode }), changedAt: at };
    if (!isPostCodeOf(address.countryCode, address.postCode)) {
      return reject(Rejection.BadPostCode, { path: `postalAddresses.${position}.postCode` });
    }
    addresses[index] = address;
  }
  return addresses;
}

/** Ids count up within a profile and, while the last address stays, are not used again. */
function nextAddressId(addresses: readonly PostalAddress[]): number {
  return Math.max(0, ...addresses.map((address) => address.id)) + 1;
}
