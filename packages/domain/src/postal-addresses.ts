import { accept } from './accept.js';
import { type Decision, type InputError, type Rejected, Rejection, reject, rejectionOfInput } from './decision.js';
import type { Instant } from './instant.js';
import { type Patch, patched, without } from './patch.js';
import type { PostalAddress, Profile } from './profile.js';
import { futureErrors, samePlace } from './verification.js';

type AddressFields = Omit<PostalAddress, 'id' | 'createdAt' | 'changedAt' | 'countryCode'> & {
  readonly countryCode?: string;
};

/** An address to add; the country defaults to Norway. */
export type NewAddress = AddressFields;

/** An address in an update: with an `id` it changes that address, without one it is a new address. */
export type AddressInUpdate = Patch<AddressFields> & { readonly id?: number } & Pick<
    AddressFields,
    'town' | 'postCode' | 'typeOfAddress'
  >;

/** The ids and the time for addresses that are added. */
export interface AddressBirths {
  /** Ids that were never assigned before: at least one for each address without an id. */
  readonly newAddressIds: readonly number[];
  readonly now: Instant;
}

/** A Norwegian post code has exactly four digits. Post codes of other countries are not checked. */
export function isPostCodeOf(countryCode: string, postCode: string): boolean {
  return countryCode !== 'NOR' || /^\d{4}$/.test(postCode);
}

/** The positions of the addresses whose id an earlier address of the update has. */
function repeatedAddressIds(sent: readonly { readonly id?: number | null | undefined }[]): number[] {
  const seen = new Set<number>();
  return [...sent.entries()].flatMap(([position, { id }]) => {
    if (id == null) return [];
    if (seen.has(id)) return [position];
    seen.add(id);
    return [];
  });
}

/** The message for an id that occurs twice in one update. */
const REPEATED_ADDRESS_ID = 'The same id twice in one request. Send each address once.';

/** The addresses of a new profile. Of equal ones the first is kept. */
export function newAddresses(sent: readonly NewAddress[], births: AddressBirths): PostalAddress[] {
  const addresses: PostalAddress[] = [];
  for (const [position, fields] of sent.entries()) {
    const address = newAddress(fields, idAt(births, position), births.now);
    if (!addresses.some((other) => isEqual(other, address))) addresses.push(address);
  }
  return addresses;
}

/**
 * The addresses after an update. One with an id changes that address. One without an id is added, unless an equal address
 * exists: then nothing is added. Other addresses stay unchanged.
 */
export function withAddresses(
  profile: Profile,
  sent: readonly AddressInUpdate[],
  births: AddressBirths,
): readonly PostalAddress[] | Rejected {
  const errors: AddressError[] = repeatedAddressIds(sent).map((position) => ({
    path: `postalAddresses.${position}.id`,
    message: REPEATED_ADDRESS_ID,
    code: Rejection.BadInput,
  }));
  let addresses = profile.postalAddresses;
  let added = 0;
  for (const [position, address] of sent.entries()) {
    const path = `postalAddresses.${position}.`;
    if (address.id !== undefined && indexOf(addresses, address.id) < 0) return unknownAddress(address.id, `${path}id`);
    const next = withAddress(addresses, address, { id: idAt(births, added), now: births.now });
    if (address.id === undefined) added += 1;
    errors.push(...errorsOf(next.address, address, births.now).map((error) => ({ ...error, path: path + error.path })));
    addresses = next.addresses;
  }
  return rejectionOf(errors) ?? addresses;
}

/** Adds an address, unless an equal one exists. */
export function decideAddAddress(
  profile: Profile,
  address: AddressInUpdate,
  birth: { readonly id: number; readonly now: Instant },
): Decision {
  const { id: _ignored, ...fields } = address;
  return decideAddress(profile, fields, birth);
}

/** The address of a profile that is equal to one that was sent: the existing one, or the one that was added. */
export function addressLike(
  { postalAddresses }: Pick<Profile, 'postalAddresses'>,
  sent: AddressInUpdate,
): PostalAddress | undefined {
  const { id: _ignored, ...fields } = sent;
  const wanted = newAddress(fields as NewAddress, 0, '');
  return postalAddresses.find((address) => isEqual(address, wanted));
}

/** Changes the address with this id. */
export function decideUpdateAddress(
  profile: Profile,
  address: AddressInUpdate & { id: number },
  now: Instant,
): Decision {
  if (indexOf(profile.postalAddresses, address.id) < 0) return reject(Rejection.NotFound);
  return decideAddress(profile, address, { id: address.id, now });
}

/** Removes the address with this id. */
export function decideDeleteAddress(profile: Profile, id: number): Decision {
  const postalAddresses = profile.postalAddresses.filter((address) => address.id !== id);
  if (postalAddresses.length === profile.postalAddresses.length) return reject(Rejection.NotFound);
  return accept({ profiles: [{ before: profile, after: { ...profile, postalAddresses } }] });
}

function decideAddress(profile: Profile, sent: AddressInUpdate, birth: { id: number; now: Instant }): Decision {
  const { address, addresses } = withAddress(profile.postalAddresses, sent, birth);
  const rejection = rejectionOf(errorsOf(address, sent, birth.now));
  return rejection ?? accept({ profiles: [{ before: profile, after: { ...profile, postalAddresses: addresses } }] });
}

interface AddressError extends InputError {
  readonly code: typeof Rejection.BadInput | typeof Rejection.BadPostCode;
}

/** The errors in an address as it would be. */
function errorsOf(address: PostalAddress, sent: AddressInUpdate, now: Instant): AddressError[] {
  const future = futureErrors('verifiedAt', sent.verifiedAt, now).map((e) => ({ ...e, code: Rejection.BadInput }));
  if (isPostCodeOf(address.countryCode, address.postCode)) return future;
  const message = 'A Norwegian postCode has exactly four digits.';
  return [{ path: 'postCode', message, code: Rejection.BadPostCode }, ...future];
}

function rejectionOf(errors: readonly AddressError[]): Rejected | undefined {
  const codes = new Set(errors.map(({ code }) => code));
  const code = codes.size === 1 ? errors[0]?.code : Rejection.BadInput;
  return rejectionOfInput(
    errors.map(({ path, message }) => ({ path, message })),
    code,
  );
}

function unknownAddress(id: number, path: string): Rejected {
  return reject(Rejection.NotFound, { path, message: `The profile has no postal address ${id}.` });
}

interface WithAddress {
  readonly address: PostalAddress;
  readonly addresses: readonly PostalAddress[];
}

/** One address changed, or added when it has no id and no equal address exists. */
function withAddress(
  addresses: readonly PostalAddress[],
  { id, ...fields }: AddressInUpdate,
  birth: { readonly id: number; readonly now: Instant },
): WithAddress {
  if (id !== undefined) return replaced(addresses, indexOf(addresses, id), { fields, now: birth.now });
  const address = newAddress(withoutNulls(fields), birth.id, birth.now);
  const equal = addresses.findIndex((other) => isEqual(other, address));
  if (equal < 0) return { address, addresses: [...addresses, address] };
  // Nothing is added. A verification of the existing address is stored.
  const { verifiedAt } = address;
  return replaced(addresses, equal, { fields: verifiedAt === undefined ? {} : { verifiedAt }, now: birth.now });
}

function replaced(
  addresses: readonly PostalAddress[],
  index: number,
  { fields, now }: { readonly fields: Patch<Partial<AddressFields>>; readonly now: Instant },
): WithAddress {
  const before = addresses[index];
  if (before === undefined) throw new Error('The address exists: this was checked before.');
  const countryCode = fields.countryCode === undefined ? before.countryCode : (fields.countryCode ?? 'NOR');
  const edited: PostalAddress = {
    ...patched<PostalAddress>(before, { ...fields, countryCode } as Patch<PostalAddress>),
    changedAt: now,
  };
  // [VERIFIED-1] The timestamp refers to the place. To repeat the stored timestamp is not to send a new one.
  const isOutdated = fields.verifiedAt === undefined || fields.verifiedAt === before.verifiedAt;
  const address = isOutdated && !samePlace(before, edited) ? without(edited, 'verifiedAt') : edited;
  return { address, addresses: addresses.map((other, position) => (position === index ? address : other)) };
}

function newAddress(fields: NewAddress, id: number, at: Instant): PostalAddress {
  return { countryCode: 'NOR', ...fields, id, createdAt: at, changedAt: at };
}

/** Whether two addresses are equal: the same place and the same type. */
function isEqual(a: PostalAddress, b: PostalAddress): boolean {
  return a.typeOfAddress === b.typeOfAddress && samePlace(a, b);
}

function withoutNulls(fields: Omit<AddressInUpdate, 'id'>): NewAddress {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as unknown as NewAddress;
}

function indexOf(addresses: readonly PostalAddress[], id: number): number {
  return addresses.findIndex((address) => address.id === id);
}

function idAt({ newAddressIds }: AddressBirths, position: number): number {
  return newAddressIds[position] ?? 0;
}
