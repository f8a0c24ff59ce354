import type { OPERATIONS } from '@profiles/contracts';
import { decideMerge } from '@profiles/domain';
import { profileAnswer } from '../customer-response.js';
import type { WriteUseCase } from '../use-case.js';
import { checkVersion, seenAlive } from '../visibility.js';

export const mergeProfiles: WriteUseCase<typeof OPERATIONS.profiles.merge> = async (input, scene) => {
  const { store } = scene;
  const foundTarget = await seenAlive(scene, await store.byCustomerNumber(input.customerNumber));
  const foundSource = await seenAlive(scene, await store.byCustomerNumber(input.pticketCustomerNumber));
  const { asked: target } = foundTarget;
  const { asked: source } = foundSource;
  checkVersion(scene, target);
  const leadsTo = { source: foundSource.survivor.customerNumber, target: foundTarget.survivor.customerNumber };
  const sourceEcards = await store.ecardsOf(source.customerNumber);
  return {
    decision: decideMerge({ source, target, leadsTo, sourceEcards, now: scene.now }),
    answer: (committed) => profileAnswer(committed(target)),
  };
};
