import type { OPERATIONS } from '@profiles/contracts';
import { decideDeleteAddress } from '@profiles/domain';
import { writable } from '../../loading/visibility.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';

export const deletePostalAddress: WriteUseCase<typeof OPERATIONS.postalAddresses.delete> = async (input, scene) => {
  const profile = await writable(scene, input.customerNumber);
  return { decision: decideDeleteAddress(profile, input.postalAddressId), answer: () => ({ value: undefined }) };
};
