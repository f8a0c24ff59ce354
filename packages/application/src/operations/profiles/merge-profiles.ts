import type { OPERATIONS } from '@profiles/contracts';
import { decideMerge } from '@profiles/domain';
import { mergeParties } from '../../loading/merge-parties.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { toProfileResponse } from '../../responses/customer-response.js';

export const mergeProfiles: WriteUseCase<typeof OPERATIONS.profiles.merge> = async (input, scene) => {
  const parties = await mergeParties(scene, { source: input.pticketCustomerNumber, target: input.customerNumber });
  return { decision: decideMerge(parties), answer: (committed) => toProfileResponse(committed(parties.target)) };
};
