import { accept, type Decision, type Rejected, Rejection, reject } from './decision.js';
import type { Instant } from './instant.js';
import { type Patch, patched } from './patch.js';
import type { PostalAddress, Profile } from './profile.js';

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

/** A profile with its addresses after an update: those named by id changed, others added, the rest left as it is. */
export function withAddresses(profile: Profile, sent: readonly AddressInUpdate[], at: Instant): Profile | Rejected {
  let result = profile;
  for (const [position, address] of sent.entries()) {
    const next = withAddress(result, address, { at, path: `postalAddresses.${position}` });
    if ('outcome' in next) return next;
    result = next;
  }
  return result;
}

/** Adds an address; it is the last one afterwards. */
export function decideAddAddress(profile: Profile, address: AddressInUpdate, at: Instant): Decision {
  const { id: _ignored, ...fields } = address;
  return changedTo(profile, withAddress(profile, fields, { at }));
}

/** Changes the address with this id. */
export function decideUpdateAddress(
  profile: Profile,
  address: AddressInUpdate & { id: number },
  at: Instant,
): Decision {
  return changedTo(profile, withAddress(profile, address, { at }));
}

/** Takes the address with this id away. Its id is not given again. */
export function decideDeleteAddress(profile: Profile, id: number): Decision {
  const postalAddresses = profile.postalAddresses.filter((address) => address.id !== id);
  if (postalAddresses.length === profile.postalAddresses.length) return reject(Rejection.NotFound);
  return changedTo(profile, { ...profile, postalAddresses, lastPostalAddressId: lastIdOf(profile) });
}

function changedTo(profile: Profile, after: Profile | Rejected): Decision {
  return 'outcome' in after ? after : accept({ profiles: [{ before: profile, after }] });
}

/** One address changed, or added when it has no id. `path` is where it stands in the input. */
function withAddress(
  profile: Profile,
  { id, ...fields }: AddressInUpdate,
  { at, path }: { at: Instant; path?: string },
): Profile | Rejected {
  const addresses = [...profile.postalAddresses];
  const index = id === undefined ? addresses.length : addresses.findIndex((address) => address.id === id);
  const existing = addresses[index];
  if (id !== undefined && existing === undefined) {
    const message = `The profile has no postal address ${id}.`;
    return reject(Rejection.NotFound, path === undefined ? {} : { path: `${path}.id`, message });
  }
  const base = existing ?? newAddress(fields as NewAddress, lastIdOf(profile) + 1, at);
  const countryCode = fields.countryCode === undefined ? base.countryCode : (fields.countryCode ?? 'NOR');
  const address: PostalAddress = { ...patched<PostalAddress>(base, { ...fields, countryCode }), changedAt: at };
  if (!isPostCodeOf(address.countryCode, address.postCode)) {
    return reject(Rejection.BadPostCode, {
      path: path === undefined ? 'postCode' : `${path}.postCode`,
      message: 'A Norwegian postCode has exactly four digits.',
    });
  }
  addresses[index] = address;
  return { ...profile, postalAddresses: addresses, lastPostalAddressId: Math.max(lastIdOf(profile), address.id) };
}

/** Ids count up within a profile. */
function lastIdOf(profile: Profile): number {
  return Math.max(profile.lastPostalAddressId ?? 0, ...profile.postalAddresses.map((address) => address.id));
}
