import type { OPERATIONS } from '@profiles/contracts';
import { decideAddAddress } from '@profiles/domain';
import { given } from '../../commands/given.js';
import { writable } from '../../loading/visibility.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { toPostalAddressResponse } from '../../responses/postal-address-response.js';

export const addPostalAddress: WriteUseCase<typeof OPERATIONS.postalAddresses.add> = async (input, scene) => {
  const { customerNumber, id: _ignored, ...address } = input;
  const profile = await writable(scene, customerNumber);
  const decision = decideAddAddress(profile, given(address), scene.now);
  return { decision, answer: (committed) => toPostalAddressResponse(committed(profile)) };
};
