import type { OPERATIONS } from '@profiles/contracts';
import { lookupAnswer } from '../../responses/customer-response.js';
import { sightFor } from '../../loading/lookup-scope.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';
import { seenAlive } from '../../loading/visibility.js';

export const getProfile: ReadUseCase<typeof OPERATIONS.profiles.get> = async (input, scene) => {
  const sight = sightFor(scene, input);
  const profile = await sight.store.byCustomerNumber(input.customerNumber);
  return lookupAnswer(scene, await seenAlive(sight, profile, input.includeDeleted), input);
};
