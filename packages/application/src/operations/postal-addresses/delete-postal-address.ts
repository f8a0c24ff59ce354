import type { OPERATIONS } from '@profiles/contracts';
import { decideDeleteAddress } from '@profiles/domain';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { writable } from '../../loading/visibility.js';

export const deletePostalAddress: WriteUseCase<typeof OPERATIONS.postalAddresses.delete> = async (input, scene) => {
  const profile = await writable(scene, input.customerNumber);
  return { decision: decideDeleteAddress(profile, input.postalAddressId), answer: () => ({ value: undefined }) };
};
