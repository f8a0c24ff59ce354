import type { OPERATIONS } from '@profiles/contracts';
import { lookupAnswer } from '../customer-response.js';
import type { ReadUseCase } from '../use-case.js';
import { seenAlive } from '../visibility.js';

type Op = typeof OPERATIONS.profiles.getByCustomerReference;

export const getProfileByCustomerReference: ReadUseCase<Op> = async (input, scene) => {
  const organisationId = input.organisationId ?? scene.call.caller.organisationId;
  const profile = await scene.store.byCustomerRef(organisationId, input.customerReference);
  return lookupAnswer(scene, await seenAlive(scene, profile, input.includeDeleted), input);
};
