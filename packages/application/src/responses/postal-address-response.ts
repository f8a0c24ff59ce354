import type { Profile } from '@profiles/domain';

/** The address with this id, or the one added last. */
export function toPostalAddressResponse({ customerNumber, postalAddresses }: Profile, id?: number) {
  const address = id === undefined ? postalAddresses.at(-1) : postalAddresses.find((one) => one.id === id);
  if (address === undefined) throw new Error('The decision wrote no such address.');
  return { value: { ...address, customerId: customerNumber } };
}
