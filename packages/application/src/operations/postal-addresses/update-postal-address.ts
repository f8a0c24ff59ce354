import type { OPERATIONS } from '@profiles/contracts';
import { decideUpdateAddress } from '@profiles/domain';
import { present } from '../../commands/given.js';
import { writable } from '../../loading/visibility.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { toPostalAddressResponse } from '../../responses/postal-address-response.js';

export const updatePostalAddress: WriteUseCase<typeof OPERATIONS.postalAddresses.update> = async (input, scene) => {
  const { customerNumber, postalAddressId, id: _ignored, ...address } = input;
  const profile = await writable(scene, customerNumber);
  const decision = decideUpdateAddress(profile, { ...present(address), id: postalAddressId }, scene.now);
  return { decision, answer: (committed) => toPostalAddressResponse(committed(profile), postalAddressId) };
};
