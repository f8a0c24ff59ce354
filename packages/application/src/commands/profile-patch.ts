import type { OPERATIONS, ParsedInputOf } from '@profiles/contracts';
import type { AddressInUpdate, ProfilePatch } from '@profiles/domain';
import type { UseCaseContext } from '../pipeline/use-case.js';
import { present } from './given.js';

type Input = ParsedInputOf<
  typeof OPERATIONS.profiles.update | typeof OPERATIONS.profiles.convert | typeof OPERATIONS.profiles.patch
>;

/** Ids for the addresses that a patch may add: those without an id. */
export function newAddressIds({ store }: UseCaseContext, { postalAddresses = [] }: ProfilePatch): Promise<number[]> {
  return store.nextPostalAddressIds(postalAddresses.filter(({ id }) => id === undefined).length);
}

/**
 * The part of an update's input that changes the profile. The deprecated customerAccountId is accepted and not stored.
 */
export function patchFrom(input: Input): ProfilePatch {
  const { customerNumber, changedBy, changedByChannel, customerAccountId, postalAddresses, ...fields } = input;
  const { languagePreferenceISO6393, ...patch } = present(fields);
  return {
    ...patch,
    ...(languagePreferenceISO6393 !== undefined && {
      languagePreferenceISO6393: languagePreferenceISO6393 ?? 'NOB',
    }),
    ...(postalAddresses && {
      postalAddresses: postalAddresses.map((address) => present(address) as AddressInUpdate),
    }),
  };
}
