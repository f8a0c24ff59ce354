import type { OPERATIONS } from '@profiles/contracts';
import { decideMerge } from '@profiles/domain';
import { profileAnswer } from '../../responses/customer-response.js';
import { mergeParties } from '../../loading/merge-parties.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';

export const mergeProfiles: WriteUseCase<typeof OPERATIONS.profiles.merge> = async (input, scene) => {
  const parties = await mergeParties(scene, { source: input.pticketCustomerNumber, target: input.customerNumber });
  return { decision: decideMerge(parties), answer: (committed) => profileAnswer(committed(parties.target)) };
};
