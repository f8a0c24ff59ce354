import type { OPERATIONS } from '@profiles/contracts';
import { lookupAnswer } from '../customer-response.js';
import type { ReadUseCase } from '../use-case.js';
import { seenAlive } from '../visibility.js';

export const getProfile: ReadUseCase<typeof OPERATIONS.profiles.get> = async (input, scene) => {
  const profile = await scene.store.byCustomerNumber(input.customerNumber);
  return lookupAnswer(scene, await seenAlive(scene, profile, input.includeDeleted), input);
};
