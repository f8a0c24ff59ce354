import type { OPERATIONS } from '@profiles/contracts';
import { sightFor } from '../../loading/lookup-scope.js';
import { seenAlive } from '../../loading/visibility.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';
import { toLookupResponse } from '../../responses/customer-response.js';

type Op = typeof OPERATIONS.profiles.getByCustomerReference;

export const getProfileByCustomerReference: ReadUseCase<Op> = async (input, scene) => {
  const organisationId = input.organisationId ?? scene.call.caller.organisationId;
  const sight = sightFor(scene, input);
  const profile = await sight.store.byCustomerRef(organisationId, input.customerReference);
  return toLookupResponse(scene, await seenAlive(sight, profile, input.includeDeleted), input);
};
