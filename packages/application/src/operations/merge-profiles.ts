import type { OPERATIONS } from '@profiles/contracts';
import { decideMerge } from '@profiles/domain';
import { profileAnswer } from '../customer-response.js';
import type { WriteUseCase } from '../use-case.js';
import { checkVersion, seenAlive } from '../visibility.js';

export const mergeProfiles: WriteUseCase<typeof OPERATIONS.profiles.merge> = async (input, scene) => {
  const { store } = scene;
  const { asked: target } = await seenAlive(scene, await store.byCustomerNumber(input.customerNumber));
  const { asked: source } = await seenAlive(scene, await store.byCustomerNumber(input.pticketCustomerNumber));
  checkVersion(scene, target);
  const sourceEcards = await store.ecardsOf(source.customerNumber);
  return {
    decision: decideMerge({ source, target, sourceEcards, now: scene.now }),
    answer: (committed) => profileAnswer(committed(target)),
  };
};
