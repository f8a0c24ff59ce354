import { OPERATIONS } from '@profiles/contracts';
import { requireActive } from '../../loading/visibility.js';
import { query } from '../../pipeline/use-case.js';
import { toLookupResponse } from '../../responses/lookup-response.js';

export const getProfileByCustomerReference = query(
  OPERATIONS.profiles.getByCustomerReference,
  async (input, context) => {
    const organisationId = input.organisationId ?? context.call.caller.organisationId;
    const lookups = context.store.showing(input);
    const profile = await lookups.byCustomerRef(organisationId, input.customerReference);
    return toLookupResponse(context, await requireActive(profile, input.includeDeleted), input);
  },
);
