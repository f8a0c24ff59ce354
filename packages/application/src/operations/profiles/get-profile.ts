import { OPERATIONS } from '@profiles/contracts';
import { requireActive } from '../../loading/visibility.js';
import { query } from '../../pipeline/use-case.js';
import { toLookupResponse } from '../../responses/lookup-response.js';

export const getProfile = query(OPERATIONS.profiles.get, async (input, context) => {
  const lookups = context.store.showing(input);
  const profile = await lookups.byCustomerNumber(input.customerNumber);
  return toLookupResponse(context, await requireActive(profile, input.includeDeleted), input);
});
