import { OPERATIONS } from '@profiles/contracts';
import { decideMerge } from '@profiles/domain';
import { mergeParties } from '../../loading/merge-parties.js';
import { mutation } from '../../pipeline/use-case.js';
import { toProfileResponse } from '../../responses/customer-response.js';
import { decide } from '../../tenant/decide.js';

export const mergeProfiles = mutation(OPERATIONS.profiles.merge, async (input, context) => {
  const parties = await mergeParties(context, {
    source: input.pticketCustomerNumber,
    target: input.customerNumber,
    options: input,
  });
  return {
    decision: decide(decideMerge, parties),
    respond: (committed) => toProfileResponse(committed(parties.target)),
  };
});
