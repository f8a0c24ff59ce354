import type { OPERATIONS } from '@profiles/contracts';
import { sightFor } from '../../loading/lookup-scope.js';
import { seen } from '../../loading/visibility.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';
import { toLookupResponse } from '../../responses/customer-response.js';

export const getProfileByUuid: ReadUseCase<typeof OPERATIONS.profiles.getByUuid> = async (input, scene) => {
  const sight = sightFor(scene, input);
  const found = await seen(sight, await sight.store.byUuid(input.uuid));
  const { status, uuid, customerNumber, organisationId, revision } = found.survivor;
  // [DEL-2] That it is deactivated is all that is told.
  if (status === 'D' && !input.includeDeleted) {
    return { value: { uuid, status, customerNumber, organisationId }, revision };
  }
  return toLookupResponse(scene, found, input);
};
