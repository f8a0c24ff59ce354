import type { OPERATIONS } from '@profiles/contracts';
import { sightFor } from '../../loading/lookup-scope.js';
import { seenAlive } from '../../loading/visibility.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';
import { toLookupResponse } from '../../responses/customer-response.js';

export const getProfile: ReadUseCase<typeof OPERATIONS.profiles.get> = async (input, scene) => {
  const sight = sightFor(scene, input);
  const profile = await sight.store.byCustomerNumber(input.customerNumber);
  return toLookupResponse(scene, await seenAlive(sight, profile, input.includeDeleted), input);
};
