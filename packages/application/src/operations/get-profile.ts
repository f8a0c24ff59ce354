import type { OPERATIONS } from '@profiles/contracts';
import { lookupAnswer } from '../customer-response.js';
import { sightFor } from '../sight.js';
import type { ReadUseCase } from '../use-case.js';
import { seenAlive } from '../visibility.js';

export const getProfile: ReadUseCase<typeof OPERATIONS.profiles.get> = async (input, scene) => {
  const sight = sightFor(scene, input);
  const profile = await sight.store.byCustomerNumber(input.customerNumber);
  return lookupAnswer(scene, await seenAlive(sight, profile, input.includeDeleted), input);
};
