import { OPERATIONS } from '@profiles/contracts';
import { requireFound } from '../../loading/visibility.js';
import { query } from '../../pipeline/use-case.js';
import { toLookupResponse } from '../../responses/lookup-response.js';

export const getProfileByUuid = query(OPERATIONS.profiles.getByUuid, async (input, context) => {
  const lookups = context.store.showing(input);
  const found = await requireFound(await lookups.byUuid(input.uuid));
  const { status, uuid, customerNumber, organisationId, revision } = found.survivor;
  // [DEL-2] That it is deactivated is all that is told.
  if (status === 'D' && !input.includeDeleted) {
    return { value: { uuid, status, customerNumber, organisationId }, revision };
  }
  return toLookupResponse(context, found, input);
});
