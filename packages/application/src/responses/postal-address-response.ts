import type { PostalAddress, Profile } from '@profiles/domain';

/** The response of a write of one address. */
export function toPostalAddressResponse(profile: Profile, find: (profile: Profile) => PostalAddress | undefined) {
  const address = find(profile);
  if (address === undefined) throw new Error('The decision wrote no such address.');
  return { value: { ...address, customerId: profile.customerNumber } };
}
