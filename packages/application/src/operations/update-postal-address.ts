import type { OPERATIONS } from '@profiles/contracts';
import { decideUpdateAddress } from '@profiles/domain';
import { present } from '../given.js';
import { addressAnswer } from '../postal-address-answer.js';
import type { WriteUseCase } from '../use-case.js';
import { writable } from '../visibility.js';

export const updatePostalAddress: WriteUseCase<typeof OPERATIONS.postalAddresses.update> = async (input, scene) => {
  const { customerNumber, postalAddressId, id: _ignored, ...address } = input;
  const profile = await writable(scene, customerNumber);
  const decision = decideUpdateAddress(profile, { ...present(address), id: postalAddressId }, scene.now);
  return { decision, answer: (committed) => addressAnswer(committed(profile), postalAddressId) };
};
